# syntax=docker/dockerfile:1
# Keep the Go version at or above the one in go.mod.
FROM golang:1.26.8 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download && go mod verify
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /out/regline .

# The base has the certificates of authorities, for neo4j+s://, and time zones; neither a shell nor a package manager.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/regline /regline
ENV REGLINE_LISTEN=0.0.0.0:8080
EXPOSE 8080
# No HEALTHCHECK: it would need a client inside the image. Ask GET /healthz (the process answers) and
# GET /readyz (its store does, too) from outside.
ENTRYPOINT ["/regline"]
CMD ["serve"]
