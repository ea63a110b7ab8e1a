# The emulator in a container: docs/containers.md.

FROM node:20.20-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
# Scripts of packages are not needed, and ours would build before its sources are here.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20.20-alpine
# Loopback inside a container is the container's own.
ENV NODE_ENV=production VTEX_SESSION_MOCK_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/fixtures ./fixtures
COPY --from=build /build/dist ./dist
USER node
EXPOSE 9910
HEALTHCHECK --interval=5s --timeout=3s CMD ["node", "/app/dist/cli/main.cjs", "healthcheck"]
ENTRYPOINT ["node", "/app/dist/cli/main.cjs"]
CMD ["start"]
