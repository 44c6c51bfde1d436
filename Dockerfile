# The site, its worker and its scheduler: one image, three commands (docker-compose.yml). It is made by the steps of
# script/setup, which installs no PostgreSQL and no Redis where their addresses are given.
FROM debian:bookworm-slim

ENV PATH=/hereabouts/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /hereabouts

# What changes seldom comes first, so that a change of the code alone is built in seconds.
COPY requirements.txt requirements-node.txt package.json package-lock.json .npmrc ./
COPY script/ script/
RUN DATABASE_URL=elsewhere REDIS_URL=elsewhere script/setup && rm -rf /var/lib/apt/lists/* /root/.cache /root/.npm

COPY . .
# The values serve this one command, which asks neither database nor queue.
RUN DATABASE_URL=postgis://nowhere/none SECRET_KEY=only-while-the-static-files-are-collected \
    python manage.py collectstatic --skip-checks --no-input --verbosity 0

RUN useradd --system --uid 900 --create-home hereabouts && mkdir /photos && chown hereabouts build /photos
USER hereabouts
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "config.wsgi:application"]
