import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type EpisodeList,
  type EpisodeQuery,
  episodeListSchema,
  episodeQuerySchema,
} from '../../contracts/members.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidQuery } from '../../platform/valid-query.js'
import { EpisodesService } from './episodes.service.js'

@ApiTags('episodes')
@Controller('episodes')
export class EpisodesController {
  readonly #episodes: EpisodesService

  constructor(episodes: EpisodesService) {
    this.#episodes = episodes
  }

  /** The episodes behind a number, or any that the filters name. */
  @Allow({ roles: ['director', 'therapist'], audit: 'member.search' })
  @Get()
  @ApiOkResponse({ standardSchema: episodeListSchema })
  list(
    @Caller() caller: AccessContext,
    @ValidQuery(episodeQuerySchema) query: EpisodeQuery,
  ): Promise<EpisodeList> {
    return this.#episodes.list(caller, query)
  }
}
