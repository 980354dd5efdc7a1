import { Controller, Get, HttpCode, Patch, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type NewUser,
  newUserSchema,
  type RevokedSessions,
  revokedSessionsSchema,
  type User,
  type UserChange,
  type UserList,
  type UserWithPassword,
  userChangeSchema,
  userListSchema,
  userSchema,
  userWithPasswordSchema,
} from '../../contracts/users.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow, type RoutePolicy } from '../../platform/policy.js'
import { ValidBody } from '../../platform/valid-body.js'
import { ValidId } from '../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { UserAccessService } from './user-access.service.js'
import { UsersService } from './users.service.js'

const CHANGE: RoutePolicy = { roles: ['administrator'], audit: 'in_transaction', stepUp: true }

@ApiTags('administration')
@Controller('users')
export class UsersController {
  readonly #users: UsersService
  readonly #userAccess: UserAccessService

  constructor(users: UsersService, userAccess: UserAccessService) {
    this.#users = users
    this.#userAccess = userAccess
  }

  @Get()
  @Allow({ roles: ['administrator'], audit: null })
  @ApiOkResponse({ standardSchema: userListSchema })
  list(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<UserList> {
    return this.#users.list(caller)
  }

  /** Makes a login. `one_time_password` is shown in this answer and never again. */
  @Post()
  @HttpCode(201)
  @Allow(CHANGE)
  @ApiCreatedResponse({ standardSchema: userWithPasswordSchema })
  add(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newUserSchema) user: NewUser,
  ): Promise<UserWithPassword> {
    return this.#users.add(caller, user)
  }

  /** Another role ends the user's sessions. */
  @Patch(':id')
  @Allow(CHANGE)
  @ApiOkResponse({ standardSchema: userSchema })
  change(
    @Caller() caller: AccessContext,
    @ValidId() userId: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(userChangeSchema) change: UserChange,
  ): Promise<User> {
    return this.#users.change(caller, userId, change)
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Allow(CHANGE)
  @ApiOkResponse({ standardSchema: userSchema })
  disable(
    @Caller() caller: AccessContext,
    @ValidId() userId: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<User> {
    return this.#userAccess.disable(caller, userId)
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Allow(CHANGE)
  @ApiOkResponse({ standardSchema: userSchema })
  enable(
    @Caller() caller: AccessContext,
    @ValidId() userId: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<User> {
    return this.#userAccess.enable(caller, userId)
  }

  /** `one_time_password` is shown in this answer and never again; the user's sessions end. */
  @Post(':id/reset-password')
  @HttpCode(200)
  @Allow(CHANGE)
  @ApiOkResponse({ standardSchema: userWithPasswordSchema })
  resetPassword(
    @Caller() caller: AccessContext,
    @ValidId() userId: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<UserWithPassword> {
    return this.#userAccess.resetPassword(caller, userId)
  }

  @Post(':id/reset-second-factor')
  @HttpCode(200)
  @Allow(CHANGE)
  @ApiOkResponse({ standardSchema: userSchema })
  resetSecondFactor(
    @Caller() caller: AccessContext,
    @ValidId() userId: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<User> {
    return this.#userAccess.resetSecondFactor(caller, userId)
  }

  @Post(':id/sessions/revoke')
  @HttpCode(200)
  @Allow(CHANGE)
  @ApiOkResponse({ standardSchema: revokedSessionsSchema })
  revokeSessions(
    @Caller() caller: AccessContext,
    @ValidId() userId: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<RevokedSessions> {
    return this.#userAccess.revokeSessions(caller, userId)
  }
}
