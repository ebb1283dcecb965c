-- Rôles et base de Jalons, à exécuter une fois comme superutilisateur, après avoir remplacé chaque mot de passe :
--   psql -v ON_ERROR_STOP=1 -f deploy/roles.sql postgres
CREATE ROLE jalons_owner      LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB PASSWORD 'à remplacer';
CREATE ROLE jalons_web        LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB PASSWORD 'à remplacer';
CREATE ROLE jalons_worker     LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB PASSWORD 'à remplacer';
CREATE ROLE jalons_sauvegarde LOGIN NOSUPERUSER BYPASSRLS   NOCREATEDB PASSWORD 'à remplacer';
GRANT pg_read_all_data TO jalons_sauvegarde;
CREATE DATABASE jalons OWNER jalons_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
\connect jalons
ALTER SCHEMA public OWNER TO jalons_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
