FROM python:3.12-slim

WORKDIR /srv/hipwise
COPY bin/setup.sh bin/
COPY requirements/base.txt requirements/
RUN . bin/setup.sh && pango_ready && requirements_ready base && rm -rf /var/lib/apt/lists/*

COPY . .
RUN useradd --system --create-home hipwise && mkdir -p var && chown -R hipwise var
USER hipwise
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
CMD ["bin/run"]
