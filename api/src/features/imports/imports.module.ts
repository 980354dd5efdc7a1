import multipart from '@fastify/multipart'
import { Module, type OnModuleInit } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { FastifyInstance } from 'fastify'
import { ImportsController } from './http/imports.controller.js'
import { KeyedImportsService } from './http/keyed-imports.service.js'
import { uploadLimits } from './http/read-upload.js'
import { ImportsService } from './imports.service.js'

@Module({
  controllers: [ImportsController],
  providers: [ImportsService, KeyedImportsService],
  exports: [ImportsService],
})
export class ImportsModule implements OnModuleInit {
  readonly #host: HttpAdapterHost

  constructor(host: HttpAdapterHost) {
    this.#host = host
  }

  /** Forms with files are this feature's own kind of request. */
  async onModuleInit(): Promise<void> {
    await this.#host.httpAdapter.getInstance<FastifyInstance>().register(multipart, { limits: uploadLimits })
  }
}
