-- Event triggers by which any statement that defines something runs code of roles that are not trusted; those of attached-code.sql.
with recursive {include postgres/carriers}
select carrier.code,
       carrier.object,
       array_agg(distinct pg_describe_object(carrier.classid, carrier.objid, 0)) as carriers,
       array_agg(distinct format('DROP EVENT TRIGGER %I;', attached.evtname)) as cures
from carrier
join pg_event_trigger as attached on attached.oid = carrier.objid
where carrier.classid = 'pg_event_trigger'::regclass
group by carrier.code, carrier.object
order by carrier.code
