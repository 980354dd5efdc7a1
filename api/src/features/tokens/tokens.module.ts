import { Module } from '@nestjs/common'
import { TokenReader } from './token-reader.service.js'
import { TokensController } from './tokens.controller.js'
import { TokensService } from './tokens.service.js'

@Module({
  controllers: [TokensController],
  providers: [TokensService, TokenReader],
  exports: [TokenReader],
})
export class TokensModule {}
