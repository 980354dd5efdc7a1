import { Module } from '@nestjs/common'
import { ResponsesController } from './responses.controller.js'

@Module({ controllers: [ResponsesController] })
export class ResponsesModule {}
