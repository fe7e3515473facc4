-- 096: who the tenant is, legally and commercially
--
-- What: tenants gains address, contact, billing and support columns; a tenant may read and change its own row.
--
-- Why: Invoices, data residency and support levels need it.
--
-- Locks: ACCESS EXCLUSIVE on tenants for moments: no column needs a rewrite, the table is small, the indexes start
-- empty.
--
-- Safety: tenants_self_update opens every column of its own row to the tenant, status included (contract): what may
-- be changed is for the services to decide. Moving the row to another tenant is refused.

ALTER TABLE tenants
    ADD COLUMN legal_name            varchar(200),
    ADD COLUMN phone                 varchar(50),
    ADD COLUMN industry              varchar(100),
    ADD COLUMN company_size          varchar(50),
    ADD COLUMN address_line1         varchar(200),
    ADD COLUMN address_line2         varchar(200),
    ADD COLUMN city                  varchar(100),
    ADD COLUMN state_province        varchar(100),
    ADD COLUMN postal_code           varchar(20),
    ADD COLUMN country               varchar(2),
    ADD COLUMN data_residency_region varchar(50),
    ADD COLUMN support_tier          varchar(20) DEFAULT 'standard',
    ADD COLUMN sla_level             numeric(5,2),
    ADD COLUMN stripe_customer_id    varchar(100) UNIQUE,
    ADD COLUMN billing_email         varchar(255);

-- Repeats the unique key in part; kept because the contract names it.
CREATE INDEX idx_tenants_stripe ON tenants (stripe_customer_id) WHERE stripe_customer_id IS NOT NULL;
CREATE INDEX idx_tenants_industry ON tenants (industry) WHERE industry IS NOT NULL;
CREATE INDEX idx_tenants_country ON tenants (country) WHERE country IS NOT NULL;
CREATE INDEX idx_tenants_region ON tenants (data_residency_region) WHERE data_residency_region IS NOT NULL;

COMMENT ON COLUMN tenants.country IS 'ISO 3166-1 alpha-2.';
COMMENT ON COLUMN tenants.sla_level IS 'Promised availability in percent, such as 99.95.';
COMMENT ON COLUMN tenants.data_residency_region IS
  'Region in which the tenant''s data must stay; NULL: no restriction.';

CREATE POLICY tenants_self_read ON tenants FOR SELECT TO pulse_app
    USING (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY tenants_self_update ON tenants FOR UPDATE TO pulse_app
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
