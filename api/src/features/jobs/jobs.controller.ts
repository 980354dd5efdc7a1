import { Controller, Get, HttpCode, Post, Res } from '@nestjs/common'
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { type Job, jobSchema } from '../../contracts/jobs.js'
import type { Role } from '../../core/vocabulary.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { emptyBodySchema, ValidBody } from '../../platform/valid-body.js'
import { ValidNumber } from '../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { JobEventsService } from './job-events.service.js'
import { JobsService } from './jobs.service.js'

/** Whose jobs they are, the database decides. */
const EVERYBODY: readonly Role[] = ['director', 'therapist', 'researcher', 'coordinator', 'administrator']

@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  readonly #jobs: JobsService
  readonly #events: JobEventsService

  constructor(jobs: JobsService, events: JobEventsService) {
    this.#jobs = jobs
    this.#events = events
  }

  @Get(':id')
  @Allow({ roles: EVERYBODY, audit: null })
  @ApiOkResponse({ standardSchema: jobSchema })
  find(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<Job> {
    return this.#jobs.find(caller, id)
  }

  /** Server-sent events: the job now, and at each change until it has ended. */
  @Get(':id/events')
  @Allow({ roles: EVERYBODY, audit: null })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ standardSchema: jobSchema })
  async follow(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const left = new AbortController()
    const events = this.#events.follow(caller, id, left.signal)
    // What is not there is answered like everywhere else; from here on the connection is the stream's.
    const first = await events.next()
    reply.hijack()
    const { raw } = reply
    raw.once('close', () => left.abort())
    raw.writeHead(200, {
      ...Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)])),
      'content-type': 'text/event-stream',
      // Proxies hand each event on as it comes.
      'x-accel-buffering': 'no',
    })
    try {
      for (let next = first; !next.done; next = await events.next()) {
        raw.write(
          next.value === null ? ': still there\n\n' : `event: job\ndata: ${JSON.stringify(next.value)}\n\n`,
        )
      }
    } catch {
      // No longer theirs, or the database is away: the stream ends, and asking again is told why.
    } finally {
      raw.end()
    }
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allow({ roles: EVERYBODY, audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: jobSchema })
  cancel(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(emptyBodySchema) __: unknown,
  ): Promise<Job> {
    return this.#jobs.cancel(caller, id)
  }
}
