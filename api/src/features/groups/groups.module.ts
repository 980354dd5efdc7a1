import { Module } from '@nestjs/common'
import { GroupsController } from './groups.controller.js'
import { GroupsService } from './groups.service.js'
import { PlacesController } from './places.controller.js'
import { PlacesService } from './places.service.js'

@Module({ controllers: [GroupsController, PlacesController], providers: [GroupsService, PlacesService] })
export class GroupsModule {}
