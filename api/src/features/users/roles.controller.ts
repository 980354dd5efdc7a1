import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { type RoleList, roleListSchema } from '../../contracts/users.js'
import { Allow } from '../../platform/policy.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { ROLE_POWERS } from './role-powers.js'

@ApiTags('administration')
@Controller('roles')
export class RolesController {
  /** What each role may and may not see, for everybody who has one. */
  @Get()
  @Allow({ roles: ['director', 'therapist', 'researcher', 'coordinator', 'administrator'], audit: null })
  @ApiOkResponse({ standardSchema: roleListSchema })
  list(@ValidQuery(emptyQuerySchema) _: object): RoleList {
    return {
      roles: ROLE_POWERS.map(({ role, title, may, mayNot, needsSecondFactor }) => ({
        role,
        title,
        may: [...may],
        may_not: [...mayNot],
        needs_second_factor: needsSecondFactor,
      })),
    }
  }
}
