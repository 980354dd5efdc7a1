import { Controller, Get, Header } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { AccessContext } from '../database/access.js'
import { DatabaseAccess } from '../database/access.js'
import { Caller } from './access-context.js'
import { Public } from './policy.js'

/** For those who watch over the process: `live` = it runs, `ready` = it may be used. */
@ApiTags('health')
@Public('asked by what watches over the process')
@Controller('health')
export class HealthController {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  @Get('live')
  @Header('cache-control', 'no-store')
  live() {
    return { status: 'live' }
  }

  @Get('ready')
  @Header('cache-control', 'no-store')
  async ready(@Caller() caller: AccessContext) {
    await this.#access.run(caller, (transaction) => transaction.query('select 1'), { readOnly: true })
    return { status: 'ready' }
  }
}
