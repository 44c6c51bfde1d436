-- The roles, database and extensions that the site needs, made by the superuser of a new cluster.
-- Owner: migrates. Site: what the programs work as. Visitors: what pages for visitors read with.
\getenv owner_password OWNER_PASSWORD
\getenv site_password SITE_PASSWORD
\getenv visitors_password VISITORS_PASSWORD

CREATE ROLE hereabouts_web NOLOGIN;
CREATE ROLE hereabouts_public NOLOGIN;
CREATE ROLE hereabouts LOGIN CREATEDB CREATEROLE PASSWORD :'owner_password';
CREATE ROLE hereabouts_site LOGIN PASSWORD :'site_password' IN ROLE hereabouts_web;
CREATE ROLE hereabouts_visitors LOGIN PASSWORD :'visitors_password' IN ROLE hereabouts_public;
GRANT hereabouts_web, hereabouts_public TO hereabouts WITH ADMIN OPTION;

-- In the template, so that databases made for tests have them too.
\connect template1
CREATE EXTENSION postgis;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;
CREATE EXTENSION btree_gist;
CREATE EXTENSION btree_gin;

CREATE DATABASE hereabouts OWNER hereabouts;
