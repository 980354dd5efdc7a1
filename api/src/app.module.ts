import { type DynamicModule, Module } from '@nestjs/common'
import { type PlatformParts, platformModule } from './platform/platform.module.js'

@Module({})
class AppModule {}

/** Every capability of the API, wired to one database and one clock. */
export function appModule(parts: PlatformParts): DynamicModule {
  return { module: AppModule, imports: [platformModule(parts)] }
}
