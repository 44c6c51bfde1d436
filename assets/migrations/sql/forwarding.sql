-- The address of an entry that was public when it was merged leads visitors to the entry that is kept. Kept by trigger alone.
CREATE FUNCTION asset_forward() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM public_forwarding WHERE id = NEW.id;
  IF NEW.merged_into_id IS NOT NULL AND OLD.status = 'published' AND OLD.visibility = 'public' THEN
    INSERT INTO public_forwarding (id, kept_id) VALUES (NEW.id, NEW.merged_into_id);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER z20_forward AFTER UPDATE OF merged_into_id ON assets_asset FOR EACH ROW
  WHEN (OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id) EXECUTE FUNCTION asset_forward();

REVOKE INSERT, UPDATE, DELETE ON public_forwarding FROM hereabouts_web;
REVOKE DELETE ON assets_merge FROM hereabouts_web;
GRANT SELECT ON public_forwarding TO hereabouts_public;
