import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { type EntryDue, entryDueSchema } from '../../../contracts/entry.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { EntryDueService } from './entry-due.service.js'

@ApiTags('entry')
@Controller('entry')
export class EntryDueController {
  readonly #due: EntryDueService

  constructor(due: EntryDueService) {
    this.#due = due
  }

  /** Counts alone: no member's row goes out. */
  @Get('due')
  @Allow({ roles: ['therapist', 'coordinator'], audit: null })
  @ApiOkResponse({ standardSchema: entryDueSchema })
  read(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<EntryDue> {
    return this.#due.read(caller)
  }
}
