# syntax=docker/dockerfile:1
# docker build -t registry.example.com/monitao-operator:0.1.0 --build-arg REVISION=$(git rev-parse HEAD) .
# For several platforms: docker buildx build --platform linux/amd64,linux/arm64 …; the compiler runs on the builder's own.

ARG DOTNET=10.0

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET}-noble AS build
ARG TARGETARCH=amd64
# The base below has neither a package manager nor time zones, and maintenance windows need those.
RUN [ -e /usr/share/zoneinfo/Europe/Paris ] || { apt-get update && apt-get install -y --no-install-recommends tzdata; }
WORKDIR /work
# The restore is a layer of its own: it changes only with the packages.
COPY Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig global.json ./
COPY src/MoniTao.Connectivity/*.csproj src/MoniTao.Connectivity/
COPY src/MoniTao.FaultLab/*.csproj src/MoniTao.FaultLab/
COPY src/MoniTao.Operator.Runtime/*.csproj src/MoniTao.Operator.Runtime/
COPY src/MoniTao.Operator/*.csproj src/MoniTao.Operator/
RUN dotnet restore src/MoniTao.Operator -a $TARGETARCH -p:PublishReadyToRun=true
COPY . .
# ReadyToRun: compiled ahead of time, so that a restart is back sooner (docs/install.md has the figures).
RUN dotnet publish src/MoniTao.Operator -c Release -a $TARGETARCH --no-restore --self-contained false \
    -p:PublishReadyToRun=true -p:DebugType=none -o /app && cp LICENSE /app/ && \
    dotnet run tools/sbom.cs /app/monitao.deps.json >/app/sbom.cdx.json

# Chiselled: the ASP.NET runtime, OpenSSL and CA certificates; no shell, no package manager, no ICU (the product is built without culture data).
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-noble-chiseled
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="MoniTao operator" \
      org.opencontainers.image.description="Names why a connection fails" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled"
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /app /app
# The diagnostics port of .NET is a file, and the root is read-only in the cluster.
ENV DOTNET_EnableDiagnostics=0
# OpenSSL's memory in two arenas of the C library, not in eight for each processor: with 10,000 monitors 10 to 40 MiB less are resident.
ENV MALLOC_ARENA_MAX=2
# By number, so that Kubernetes can see that it is not root. The same group may send pings (the chart's sysctl).
USER 65532:65532
EXPOSE 8080
# No HEALTHCHECK: Kubernetes asks /healthz and /readyz.
# for kubectl exec … -- monitao diagnose …
ENV PATH="/app:${PATH}"
ENTRYPOINT ["/app/monitao"]
CMD ["operator"]
