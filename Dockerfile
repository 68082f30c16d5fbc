# Stadtdialog in a container: `docker build -t stadtdialog .`; how it is run stands in compose.yaml.

FROM python:3.13-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1
WORKDIR /source
# The libraries first: they change less often than the program, and this layer is kept.
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /opt/tools \
    && /opt/tools/bin/pip install --require-hashes -r requirements-build.lock \
    && python -m venv --without-pip /opt/stadtdialog \
    && pip --python /opt/stadtdialog/bin/python install --require-hashes -r requirements.lock
COPY . .
RUN /opt/tools/bin/pip wheel --no-index --no-deps --no-build-isolation --wheel-dir /wheel . \
    && pip --python /opt/stadtdialog/bin/python install --no-index --no-deps /wheel/*.whl

FROM python:3.13-slim-trixie
LABEL org.opencontainers.image.title="Stadtdialog" \
      org.opencontainers.image.description="A city hears its people in a chat" \
      org.opencontainers.image.licenses="EUPL-1.2"
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /data stadtdialog \
    && install --directory --owner=stadtdialog --group=stadtdialog --mode=0700 /data
COPY --from=build /opt/stadtdialog /opt/stadtdialog
ENV PATH=/opt/stadtdialog/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STADTDIALOG_DATA_DIR=/data \
    STADTDIALOG_HOST=0.0.0.0 \
    STADTDIALOG_PORT=8080
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"STADTDIALOG_PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["stadtdialog"]
CMD ["run"]
