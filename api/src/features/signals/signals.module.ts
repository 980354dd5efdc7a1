import { Module } from '@nestjs/common'
import { ModelFitsController } from './fit/model-fits.controller.js'
import { ModelFitsService } from './fit/model-fits.service.js'
import { SignalActionsService } from './life/signal-actions.service.js'
import { SignalBurdenService } from './life/signal-burden.service.js'
import { SignalsController } from './life/signals.controller.js'
import { SignalsService } from './life/signals.service.js'
import { RuleSetsController } from './rules/rule-sets.controller.js'
import { RuleSetsService } from './rules/rule-sets.service.js'
import { CaseloadService } from './today/caseload.service.js'
import { TodayController } from './today/today.controller.js'

@Module({
  controllers: [TodayController, SignalsController, RuleSetsController, ModelFitsController],
  providers: [
    CaseloadService,
    SignalsService,
    SignalActionsService,
    SignalBurdenService,
    RuleSetsService,
    ModelFitsService,
  ],
})
export class SignalsModule {}
