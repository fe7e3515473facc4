-- 071: the old delivery pipeline hands over its queue and goes
--
-- What: Carries delivery_jobs and delivery_attempts over to notification_jobs and notification_log, makes sure that
-- 070 has seen every integration and route, and drops the four tables. All in one statement: everything or nothing.
--
-- Stops: When an integration or route has been added or changed since 070: the error names it, and nothing has happened
-- then. Enter the same in the new pipeline and save the channel (a channel saved later than the old row counts as
-- somebody's answer to it, and is named in a warning). An integration that has no channel at all is deleted by hand;
-- that takes its own jobs with it. Then run again. An integration deleted since 070 leaves its channel notifying: that
-- is named in a warning, for the channel may be wanted.
--
-- Data, jobs: waiting ones wait on. One that a worker has in hand becomes PENDING: whether it was delivered nobody
-- knows, and an alert told twice is better than one not told. Dead ones count as FAILED. Two jobs of one alert and
-- event for one channel, by two routes, become one, the delivered one first; a job that the new pipeline already has
-- is not doubled.
--
-- Data, attempts: become rows of notification_log, with the HTTP status in error_msg. Not carried over: duration,
-- and the HTTP status of successes; and attempts for alerts beyond 2147483647, which notification_log cannot name.
--
-- What stays: delivery_log with its history; the function notify_new_delivery_job() of 056, without a trigger: the
-- contract lists it still. The type integration_type has no other user and goes with the tables.
--
-- Lock: ACCESS EXCLUSIVE on the four tables, all at once and to the end. A worker of the previous version fails from
-- then on with "relation does not exist"; the one of this version looks whether the tables are there.

DO $$
DECLARE
  unseen text;
  by_hand text;
  left_over text;
  jobs_carried bigint;
  jobs_merged bigint;
  attempts_carried bigint;
  attempts_left bigint;
BEGIN
  IF to_regclass('integrations') IS NULL AND to_regclass('delivery_jobs') IS NULL THEN
    RAISE NOTICE '071: the old pipeline is gone already';
    RETURN;
  END IF;

  -- Children first: an insert locks them in this order, for its foreign keys.
  LOCK TABLE delivery_attempts, delivery_jobs, integration_routes, integrations IN ACCESS EXCLUSIVE MODE;
  -- These force row security even on their owner, who would see an empty queue.
  ALTER TABLE integrations NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE integration_routes NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE delivery_attempts NO FORCE ROW LEVEL SECURITY;
  PERFORM set_config('row_security', 'off', true); -- an error, rather than rows overlooked

  -- The notes that 070 left in the channels it made: which of them stands for what, and as of when.
  CREATE TEMP TABLE carried_integration ON COMMIT DROP AS
  SELECT DISTINCT ON (i.tenant_id, i.integration_id) i.tenant_id, i.integration_id, c.channel_id,
    (c.config #>> '{legacy,updated_at}')::timestamptz AS updated_at, c.updated_at AS saved_at
  FROM integrations AS i
  JOIN notification_channels AS c
    ON c.tenant_id = i.tenant_id AND c.config #>> '{legacy,integration_id}' = i.integration_id::text
  ORDER BY i.tenant_id, i.integration_id, c.channel_id;

  CREATE TEMP TABLE carried_route ON COMMIT DROP AS
  SELECT tenant_id, (route ->> 'route_id')::uuid AS route_id, (route ->> 'updated_at')::timestamptz AS updated_at,
    route -> 'rule_ids' AS rule_ids
  FROM carried_integration
  JOIN notification_channels AS c USING (tenant_id, channel_id)
  CROSS JOIN jsonb_array_elements(c.config #> '{legacy,routes}') AS route;

  SELECT string_agg(what, ', ') FILTER (WHERE NOT answered), string_agg(what, ', ') FILTER (WHERE answered)
  INTO unseen, by_hand
  FROM (
    SELECT format('integration %s of tenant %s', integration_id, tenant_id) AS what,
      coalesce(carried.saved_at >= integrations.updated_at, false) AS answered
    FROM integrations
    LEFT JOIN carried_integration AS carried USING (tenant_id, integration_id)
    WHERE carried.updated_at IS DISTINCT FROM integrations.updated_at
    UNION ALL
    SELECT format('route %s of tenant %s', route_id, tenant_id),
      coalesce(channel.saved_at >= integration_routes.updated_at, false)
    FROM integration_routes
    LEFT JOIN carried_integration AS channel USING (tenant_id, integration_id)
    LEFT JOIN carried_route AS carried USING (tenant_id, route_id)
    WHERE carried.updated_at IS DISTINCT FROM integration_routes.updated_at
    ORDER BY 2, 1
    LIMIT 20
  ) AS difference;
  IF unseen IS NOT NULL THEN
    RAISE EXCEPTION 'added or changed since 070, and not in the new pipeline as it is now: %', unseen
      USING ERRCODE = 'object_not_in_prerequisite_state',
        HINT = 'At most 20 are named. Enter the same in the new pipeline and save the channel; delete an integration'
          ' that has no channel; then run again.';
  END IF;
  IF by_hand IS NOT NULL THEN
    RAISE WARNING '071: changed since 070, but the channel was saved later, so taken as done by hand: %', by_hand;
  END IF;

  SELECT string_agg(what, ', ')
  INTO left_over
  FROM (
    SELECT format('channel %s of tenant %s', c.channel_id, c.tenant_id) AS what
    FROM notification_channels AS c
    WHERE c.is_enabled
      AND c.config #>> '{legacy,integration_id}' IS NOT NULL
      AND NOT EXISTS (
        SELECT FROM integrations AS i
        WHERE i.tenant_id = c.tenant_id AND i.integration_id::text = c.config #>> '{legacy,integration_id}')
    ORDER BY c.tenant_id, c.channel_id
    LIMIT 20
  ) AS orphan;
  IF left_over IS NOT NULL THEN
    RAISE WARNING '071: the integration was deleted since 070, but its channel still notifies: %', left_over;
  END IF;

  WITH old AS (
    SELECT DISTINCT ON (j.tenant_id, j.alert_id, i.channel_id, j.deliver_on_event)
      j.*, i.channel_id,
      (SELECT min(rule.rule_id)
       FROM notification_routing_rules AS rule
       WHERE r.rule_ids @> to_jsonb(rule.rule_id)
         AND (rule.alert_type IS NULL OR rule.alert_type = j.payload_json ->> 'alert_type')) AS rule_id
    FROM delivery_jobs AS j
    JOIN carried_integration AS i USING (tenant_id, integration_id)
    LEFT JOIN carried_route AS r USING (tenant_id, route_id)
    ORDER BY j.tenant_id, j.alert_id, i.channel_id, j.deliver_on_event,
      array_position(ARRAY['COMPLETED', 'PROCESSING', 'PENDING'], upper(j.status)), j.job_id
  )
  INSERT INTO notification_jobs (tenant_id, alert_id, channel_id, rule_id, deliver_on_event, status, attempts,
    next_run_at, last_error, payload_json, created_at, updated_at)
  SELECT tenant_id, alert_id, channel_id, rule_id, deliver_on_event,
    CASE upper(status) WHEN 'PROCESSING' THEN 'PENDING' WHEN 'DEAD' THEN 'FAILED' ELSE upper(status) END,
    attempts, next_run_at, last_error, payload_json, created_at, updated_at
  FROM old
  ORDER BY job_id
  ON CONFLICT (tenant_id, alert_id, channel_id, deliver_on_event) DO NOTHING;
  GET DIAGNOSTICS jobs_carried = ROW_COUNT;
  SELECT count(*) - jobs_carried INTO jobs_merged FROM delivery_jobs;

  INSERT INTO notification_log (channel_id, alert_id, sent_at, job_id, success, error_msg)
  SELECT i.channel_id, j.alert_id::integer, coalesce(a.finished_at, a.started_at), n.job_id, a.ok,
    CASE WHEN NOT a.ok THEN left(concat_ws(', ', coalesce(a.error, 'failed'), 'HTTP ' || a.http_status), 500) END
  FROM delivery_attempts AS a
  JOIN delivery_jobs AS j USING (tenant_id, job_id)
  JOIN carried_integration AS i USING (tenant_id, integration_id)
  JOIN notification_jobs AS n USING (tenant_id, alert_id, channel_id, deliver_on_event)
  WHERE j.alert_id BETWEEN -2147483648 AND 2147483647
  ORDER BY a.attempt_id;
  GET DIAGNOSTICS attempts_carried = ROW_COUNT;
  SELECT count(*) - attempts_carried INTO attempts_left FROM delivery_attempts;

  -- In this order, and without CASCADE: what else refers to them shall stop the file, not vanish.
  DROP TABLE delivery_attempts;
  DROP TABLE delivery_jobs;
  DROP TABLE integration_routes;
  DROP TABLE integrations;
  DROP TYPE integration_type;
  DROP TABLE carried_integration, carried_route;

  IF jobs_carried + jobs_merged + attempts_carried + attempts_left > 0 THEN
    INSERT INTO maintenance_log (job_name, started_at, completed_at, rows_affected, status, details)
    VALUES ('migration 071', now(), clock_timestamp(), jobs_carried + attempts_carried, 'COMPLETED',
      jsonb_build_object('jobs carried', jobs_carried, 'jobs merged', jobs_merged,
        'attempts carried', attempts_carried, 'attempts left behind', attempts_left));
    RAISE NOTICE '071: % job(s) carried over, % merged into others; % attempt(s) carried over, % left behind',
      jobs_carried, jobs_merged, attempts_carried, attempts_left;
  END IF;
END $$;
