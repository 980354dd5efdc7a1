import { Module } from '@nestjs/common'
import { RolesController } from './roles.controller.js'
import { UserAccessService } from './user-access.service.js'
import { UsersController } from './users.controller.js'
import { UsersService } from './users.service.js'

@Module({
  controllers: [UsersController, RolesController],
  providers: [UsersService, UserAccessService],
  exports: [UsersService, UserAccessService],
})
export class UsersModule {}
