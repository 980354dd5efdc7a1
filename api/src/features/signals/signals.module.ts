import { Module } from '@nestjs/common'
import { SignalActionsService } from './life/signal-actions.service.js'
import { SignalBurdenService } from './life/signal-burden.service.js'
import { SignalsController } from './life/signals.controller.js'
import { SignalsService } from './life/signals.service.js'
import { CaseloadService } from './today/caseload.service.js'
import { TodayController } from './today/today.controller.js'

@Module({
  controllers: [TodayController, SignalsController],
  providers: [CaseloadService, SignalsService, SignalActionsService, SignalBurdenService],
})
export class SignalsModule {}
