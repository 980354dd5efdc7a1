import { Controller, HttpCode, Patch, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type EpisodeChange,
  type EpisodeMove,
  type EpisodeRecord,
  episodeChangeSchema,
  episodeMoveSchema,
  episodeRecordSchema,
  type MovedEpisode,
  movedEpisodeSchema,
  type NewEpisode,
  newEpisodeSchema,
} from '../../../contracts/member-records.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ValidBody } from '../../../platform/valid-body.js'
import { ValidNumber } from '../../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { EpisodeEntryService } from './episode-entry.service.js'

@ApiTags('entry')
@Controller('episodes')
export class EpisodeEntryController {
  readonly #episodes: EpisodeEntryService

  constructor(episodes: EpisodeEntryService) {
    this.#episodes = episodes
  }

  @Post()
  @HttpCode(201)
  @Allow({ roles: ['coordinator'], audit: 'in_transaction' })
  @ApiCreatedResponse({ standardSchema: episodeRecordSchema })
  add(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newEpisodeSchema) episode: NewEpisode,
  ): Promise<EpisodeRecord> {
    return this.#episodes.add(caller, episode)
  }

  /** Therapists change the end alone. */
  @Patch(':id')
  @Allow({ roles: ['therapist', 'coordinator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: episodeRecordSchema })
  change(
    @Caller() caller: AccessContext,
    @ValidNumber() episodeId: number,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(episodeChangeSchema) change: EpisodeChange,
  ): Promise<EpisodeRecord> {
    return this.#episodes.change(caller, episodeId, change)
  }

  /** To another group, on one day. */
  @Post(':id/move')
  @HttpCode(200)
  @Allow({ roles: ['coordinator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: movedEpisodeSchema })
  move(
    @Caller() caller: AccessContext,
    @ValidNumber() episodeId: number,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(episodeMoveSchema) move: EpisodeMove,
  ): Promise<MovedEpisode> {
    return this.#episodes.move(caller, episodeId, move)
  }
}
