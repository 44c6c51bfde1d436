-- Three roles share the database: who runs this file owns everything, hereabouts_web is what the site works as,
-- hereabouts_public is what visitors' pages read with. Login roles are made by the operator and belong to one of the two.
DO $$
DECLARE role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['hereabouts_web', 'hereabouts_public'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role);
        EXECUTE format('GRANT %I TO CURRENT_USER', role);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;  -- another database of this server is being made at the same moment
      END;
    END IF;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO hereabouts_web, hereabouts_public;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO hereabouts_web;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO hereabouts_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hereabouts_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO hereabouts_web;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
