import { Module } from '@nestjs/common'
import { Argon2Hasher, PasswordHasher } from '../sign-in/password-hashing.js'
import { RolesController } from './roles.controller.js'
import { UserAccessService } from './user-access.service.js'
import { UsersController } from './users.controller.js'
import { UsersService } from './users.service.js'

@Module({
  controllers: [UsersController, RolesController],
  providers: [UsersService, UserAccessService, { provide: PasswordHasher, useClass: Argon2Hasher }],
  exports: [UsersService, UserAccessService],
})
export class UsersModule {}
