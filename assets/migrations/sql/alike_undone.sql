DROP FUNCTION alike_score(real, float8, boolean, boolean);
DROP FUNCTION names_alike(text, text);
DROP FUNCTION website_bare(text);
DROP FUNCTION telephone_digits(text);
