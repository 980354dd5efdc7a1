import { Module } from '@nestjs/common'
import { AggregateTablesController } from './aggregate-tables/aggregate-tables.controller.js'
import { DatasetExportsController } from './dataset-exports.controller.js'
import { DatasetExportsService } from './dataset-exports.service.js'

@Module({
  controllers: [DatasetExportsController, AggregateTablesController],
  providers: [DatasetExportsService],
})
export class DatasetExportsModule {}
