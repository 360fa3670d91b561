--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: sightline; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA sightline;


SET default_tablespace = '';

--
-- Name: entry; Type: TABLE; Schema: sightline; Owner: -
--

CREATE TABLE sightline.entry (
    authority text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    batch bigint NOT NULL,
    command_id text COLLATE pg_catalog."C",
    kind text NOT NULL,
    schema bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    change_kind text NOT NULL,
    corrects bigint,
    effective_on text NOT NULL,
    known_on text NOT NULL,
    published_on text,
    recorded_at text NOT NULL,
    claimed_recorded_at text,
    recorded_by text NOT NULL,
    classification text NOT NULL,
    reason text,
    body text,
    salt bytea,
    body_digest bytea NOT NULL,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL
)
PARTITION BY LIST (authority);


SET default_table_access_method = heap;

--
-- Name: entry_rest; Type: TABLE; Schema: sightline; Owner: -
--

CREATE TABLE sightline.entry_rest (
    authority text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    batch bigint NOT NULL,
    command_id text COLLATE pg_catalog."C",
    kind text NOT NULL,
    schema bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    change_kind text NOT NULL,
    corrects bigint,
    effective_on text NOT NULL,
    known_on text NOT NULL,
    published_on text,
    recorded_at text NOT NULL,
    claimed_recorded_at text,
    recorded_by text NOT NULL,
    classification text NOT NULL,
    reason text,
    body text,
    salt bytea,
    body_digest bytea NOT NULL,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL
);


--
-- Name: head; Type: TABLE; Schema: sightline; Owner: -
--

CREATE TABLE sightline.head (
    authority text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    hash bytea NOT NULL
);


--
-- Name: migration; Type: TABLE; Schema: sightline; Owner: -
--

CREATE TABLE sightline.migration (
    version bigint NOT NULL,
    checksum text NOT NULL,
    applied_at text NOT NULL
);


--
-- Name: entry_rest; Type: TABLE ATTACH; Schema: sightline; Owner: -
--

ALTER TABLE ONLY sightline.entry ATTACH PARTITION sightline.entry_rest DEFAULT;


--
-- Data for Name: entry_rest; Type: TABLE DATA; Schema: sightline; Owner: -
--

INSERT INTO sightline.entry_rest VALUES ('birmingham', 1, 1, NULL, 'event', 1, 'event/meeting-1', 1, 'opens', NULL, '2018-07-04', '2018-07', '2018-07-19', '2026-03-02T00:00:10Z', NULL, 'post-7', 'public', NULL, '{"title":"Meeting 1","form":"governance","on":"2018-07-04"}', '\xe25560f5cf002fdaa74a9d5ec2000443', '\x1e6a3d54a913802deaa86f69a1fbffa4e8dd0844c5f2c8cd2168cac2cfde7313', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x5c1de77dac6a0962ab569af963790f217c0de625ca4ffee2a02727bfab742a41');
INSERT INTO sightline.entry_rest VALUES ('birmingham', 2, 1, NULL, 'event', 1, 'event/meeting-2', 1, 'opens', NULL, '2018-07-04', '2018-07', '2018-07-19', '2026-03-02T00:00:10Z', NULL, 'post-7', 'public', NULL, '{"title":"Meeting 2","form":"governance","on":"2018-07-04"}', '\xd24ec2ba071c80f8a69615be3b1548d6', '\xbd20ac2d3a7e673e442c0b06a5188fa3e7a8c08dacd46f7502664d17a41cdb57', '\x5c1de77dac6a0962ab569af963790f217c0de625ca4ffee2a02727bfab742a41', '\x657ed0f6fd9b35f1f354b6e24ffcfc495d42398223953345514e20acddcf6424');
INSERT INTO sightline.entry_rest VALUES ('birmingham', 3, 1, NULL, 'event', 1, 'event/meeting-3', 1, 'opens', NULL, '2018-07-04', '2018-07', '2018-07-19', '2026-03-02T00:00:10Z', NULL, 'post-7', 'public', NULL, '{"title":"Meeting 3","form":"governance","on":"2018-07-04"}', '\x2d8b45ebbfb95afa1a47e61756f9c1e2', '\xe54823e14dd370077b5cb3ed0237aa76ebb14710beacb361202fa6f895ab8f38', '\x657ed0f6fd9b35f1f354b6e24ffcfc495d42398223953345514e20acddcf6424', '\xed67215f5226c6fa6b529e7f424dc8ab856d67ef2fcfa57b688e0f191efd0fcd');
INSERT INTO sightline.entry_rest VALUES ('birmingham', 4, 1, NULL, 'event', 1, 'event/meeting-4', 1, 'opens', NULL, '2018-07-04', '2018-07', '2018-07-19', '2026-03-02T00:00:10Z', NULL, 'post-7', 'public', NULL, '{"title":"Meeting 4","form":"governance","on":"2018-07-04"}', '\x84a0c14cf5d665d475ab6f50afbf0af9', '\x8181051ba7754cdb378c3ec570314a382a6a2b04cabba6f7a677c3edcdc0561e', '\xed67215f5226c6fa6b529e7f424dc8ab856d67ef2fcfa57b688e0f191efd0fcd', '\x71512e85259e2c119703291635c0c4bda8de1ac3b45f57d0270f9dd195174255');
INSERT INTO sightline.entry_rest VALUES ('birmingham', 5, 1, NULL, 'event', 1, 'event/meeting-5', 1, 'opens', NULL, '2018-07-04', '2018-07', '2018-07-19', '2026-03-02T00:00:10Z', NULL, 'post-7', 'public', NULL, '{"title":"Meeting 5","form":"governance","on":"2018-07-04"}', '\xcb76a87206397b81f3780420e5427a20', '\x4f053ea3fc9ebd830802dece5258305cd3995930f0bd049015328ef652144b29', '\x71512e85259e2c119703291635c0c4bda8de1ac3b45f57d0270f9dd195174255', '\x1560c0951576b5489d315d50a8f1e6f3f8bc8c3609d3be496b4f5de8f1034ee1');
INSERT INTO sightline.entry_rest VALUES ('coventry', 1, 1, NULL, 'organisation', 1, 'organisation/ofsted', 1, 'opens', NULL, '2017-06', 'by 2017-06-13', NULL, '2026-03-02T00:00:01Z', NULL, 'post-7', 'public', NULL, '{"name":"Ofsted","short_name":null,"role":"inspectorate"}', '\x528c8a3fcc2f044e39a3fc5b94492f8f', '\x774fdbfe53cc31718b4e1d20dbdec42f40634038a354badc1c1271a794fff2dd', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x099e39f9b0494560b44155bf8e494e0cc019c81c33031a3917f72fe26bfd8fce');
INSERT INTO sightline.entry_rest VALUES ('coventry', 2, 1, NULL, 'document', 1, 'document/report-2017', 1, 'opens', NULL, '2017-06', 'by 2017-06-13', NULL, '2026-03-02T00:00:01Z', NULL, 'post-7', 'public', NULL, '{"title":"Report – “2017” \u00e9 \" \\ 😀","publisher":"Ofsted","form":"report","url":null,"publication":"published","caution":null,"note":null,"licence":null}', '\x6c929f34ddfa8c9f63c9960ef6e348a3', '\xb1ef964a5311e98af4a1cecfc23fe96b173852b8cf2c85e7531287147b77283c', '\x099e39f9b0494560b44155bf8e494e0cc019c81c33031a3917f72fe26bfd8fce', '\xd12de1a131cb7ea458f9fc587c50e15d907d3a33bf21e1b0532b6d9971b384f2');
INSERT INTO sightline.entry_rest VALUES ('coventry', 3, 1, NULL, 'review', 1, 'review/inspection-2017', 1, 'opens', NULL, '2017-06', 'by 2017-06-13', NULL, '2026-03-02T00:00:01Z', NULL, 'post-7', 'public', NULL, '{"name":"Inspection", "form":"inspection","reviewer":"organisation/ofsted","framework":null,"subject":null,"starts":"2017-03-06","ends":"2017-03-30","letter":"document/report-2017"}', '\x6c82a562cb808d10d632be89c8513ebf', '\x17451e453836411b842ed6df6b1b45e79942590688d0d2dc5bde27f452b2c78f', '\xd12de1a131cb7ea458f9fc587c50e15d907d3a33bf21e1b0532b6d9971b384f2', '\x4b00d93d69ab6a34171ad7ff88129524ca6d3f1082b64ff718d568f3367ac956');
INSERT INTO sightline.entry_rest VALUES ('coventry', 4, 4, NULL, 'event', 1, 'event/board', 1, 'opens', NULL, '2018-07-04', '2018-07', '2018-07-19', '2026-03-02T00:00:02Z', NULL, 'post-7', 'public', NULL, '{"title":"About board","form":"governance","on":"2018-07-04"}', '\x032e7549a20098f95befd61248a23cd7', '\xedc3fd46bbf748991a6c131c21df4a0e113d979a3679528164271a5bbf767179', '\x4b00d93d69ab6a34171ad7ff88129524ca6d3f1082b64ff718d568f3367ac956', '\x35be4638e49f5d557f5c71adda6b5bc85833dd7379107b1484cae0521c130741');
INSERT INTO sightline.entry_rest VALUES ('coventry', 5, 5, NULL, 'event', 1, 'event/plan', 1, 'opens', NULL, '2018-07-04', '2018-07', '2018-07-19', '2026-03-02T00:00:03Z', NULL, 'post-7', 'public', NULL, '{"title":"About plan","form":"governance","on":"2018-07-04"}', '\xa8168839e91f803558fac9f6095d9c92', '\x142b2f8d43899dfd548cea2080266d6203b716c72b98fd96217eb52929ae27f5', '\x35be4638e49f5d557f5c71adda6b5bc85833dd7379107b1484cae0521c130741', '\x9d6675ecfe18554ea7c90cd56ceba790e670852470a99dedeb7225d0a9ae53f4');
INSERT INTO sightline.entry_rest VALUES ('coventry', 6, 6, NULL, 'event', 1, 'event/visit', 1, 'opens', NULL, '2018-07-04', '2018-07', '2018-07-19', '2026-03-02T00:00:04Z', NULL, 'post-7', 'public', NULL, '{"title":"About visit","form":"governance","on":"2018-07-04"}', '\x791970132342aa04168bad0ae6dbb185', '\x755fd305872bd87eb254759e3a04bb07cac6f82866542ef9e543f4acc7770a8b', '\x9d6675ecfe18554ea7c90cd56ceba790e670852470a99dedeb7225d0a9ae53f4', '\x14fbfc4194ea19e84103aa328a46126f505c71a7153267de1585488d116ddc49');
INSERT INTO sightline.entry_rest VALUES ('coventry', 7, 7, NULL, 'event', 1, 'event/person', 1, 'opens', NULL, '2018-07-04', '2018-07', '2018-07-19', '2026-03-02T00:00:05Z', NULL, 'post-7', 'public', NULL, NULL, NULL, '\xaa42917ab8cceaf2faa2dddddc227cf76d7af2fce3ed28a2ff074a0830adf334', '\x14fbfc4194ea19e84103aa328a46126f505c71a7153267de1585488d116ddc49', '\x9908c86d3323eee5ca2e97860e89eff962ba084527bc6f456164ebdcd65a2888');
INSERT INTO sightline.entry_rest VALUES ('coventry', 8, 8, NULL, 'event', 1, 'event/board', 2, 'changes', NULL, '2018-08-01', '2018-08-01', NULL, '2026-03-02T00:00:06Z', NULL, 'post-7', 'board', NULL, '{"title":"Board renamed","form":"governance","on":"2018-08-01"}', '\xbfe6476d5eeadf9e9a24b268ab923be9', '\x74b6d5c7556ea043caeb26d452660b319fd38de09c97279866ddb7b73c12f1e4', '\x9908c86d3323eee5ca2e97860e89eff962ba084527bc6f456164ebdcd65a2888', '\x90b6977d375411457edd72f7de1a01069a346930d10eced069a76a7f6cc17813');
INSERT INTO sightline.entry_rest VALUES ('coventry', 9, 9, NULL, 'event', 1, 'event/plan', 2, 'corrects', 1, '2018-08-01', '2018-08-01', NULL, '2026-03-02T00:00:07Z', NULL, 'post-7', 'board', 'wrong year', '{"title":"Plan, corrected","form":"context","on":"2018"}', '\x285bda9693c08fdb43ecc4699f455f0c', '\xe0e92a98911f061880e18f69911b7564f5e57a25bfa1a1a3c5c069c7ec4d1276', '\x90b6977d375411457edd72f7de1a01069a346930d10eced069a76a7f6cc17813', '\x96a48e4e68a1bb1c324884ac8445ee63e40b11fdf39455fbaa3db76b67362e24');
INSERT INTO sightline.entry_rest VALUES ('coventry', 10, 10, NULL, 'event', 1, 'event/visit', 2, 'withdraws', NULL, '2018-08-01', '2018-08-01', NULL, '2026-03-02T00:00:08Z', NULL, 'post-7', 'board', 'entered twice', '{}', '\x891e9118b378c54b315ef26e3465a93f', '\x482e496615ed1e4b58b510d5970dace1b05586f0908680ca264b3e26b6387019', '\x96a48e4e68a1bb1c324884ac8445ee63e40b11fdf39455fbaa3db76b67362e24', '\x4e5ee78b189a21dc04435b3948718dc98d1f29735ad53c57dcde00e9e9ba7269');
INSERT INTO sightline.entry_rest VALUES ('coventry', 11, 11, NULL, 'event', 1, 'event/person', 2, 'erases', NULL, '2018-08-01', '2018-08-01', NULL, '2026-03-02T00:00:09Z', NULL, 'post-7', 'board', 'asked for by the person', '{"requested_by":"post-1","approved_by":"post-2"}', '\x6127625c36a9e54d42ca5da87e07b03f', '\x4a423abe6318bb337c1e56f10e4667ca3d2cac2b2e4e74a80c4dee37687b09dd', '\x4e5ee78b189a21dc04435b3948718dc98d1f29735ad53c57dcde00e9e9ba7269', '\xb75fbb50614257d56af02628d3009cdeeb7541adf903c5c0f927ec710a267a03');


--
-- Data for Name: head; Type: TABLE DATA; Schema: sightline; Owner: -
--

INSERT INTO sightline.head VALUES ('birmingham', 5, '\x1560c0951576b5489d315d50a8f1e6f3f8bc8c3609d3be496b4f5de8f1034ee1');
INSERT INTO sightline.head VALUES ('coventry', 11, '\xb75fbb50614257d56af02628d3009cdeeb7541adf903c5c0f927ec710a267a03');


--
-- Data for Name: migration; Type: TABLE DATA; Schema: sightline; Owner: -
--

INSERT INTO sightline.migration VALUES (1, 'e351a52150c7cc4b90e21b94698abf216cabfa0c674e20cc706194629ce11943', '2026-03-02T00:00:00Z');


--
-- Name: entry entry_pkey; Type: CONSTRAINT; Schema: sightline; Owner: -
--

ALTER TABLE ONLY sightline.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (authority, seq);


--
-- Name: entry_rest entry_rest_pkey; Type: CONSTRAINT; Schema: sightline; Owner: -
--

ALTER TABLE ONLY sightline.entry_rest
    ADD CONSTRAINT entry_rest_pkey PRIMARY KEY (authority, seq);


--
-- Name: head head_pkey; Type: CONSTRAINT; Schema: sightline; Owner: -
--

ALTER TABLE ONLY sightline.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (authority);


--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: sightline; Owner: -
--

ALTER TABLE ONLY sightline.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (version);


--
-- Name: entry_command; Type: INDEX; Schema: sightline; Owner: -
--

CREATE UNIQUE INDEX entry_command ON ONLY sightline.entry USING btree (authority, command_id) WHERE (command_id IS NOT NULL);


--
-- Name: entry_erased; Type: INDEX; Schema: sightline; Owner: -
--

CREATE INDEX entry_erased ON ONLY sightline.entry USING btree (authority, id) WHERE (change_kind = 'erases'::text);


--
-- Name: entry_rest_authority_command_id_idx; Type: INDEX; Schema: sightline; Owner: -
--

CREATE UNIQUE INDEX entry_rest_authority_command_id_idx ON sightline.entry_rest USING btree (authority, command_id) WHERE (command_id IS NOT NULL);


--
-- Name: entry_rest_authority_id_idx; Type: INDEX; Schema: sightline; Owner: -
--

CREATE INDEX entry_rest_authority_id_idx ON sightline.entry_rest USING btree (authority, id) WHERE (change_kind = 'erases'::text);


--
-- Name: entry_version; Type: INDEX; Schema: sightline; Owner: -
--

CREATE UNIQUE INDEX entry_version ON ONLY sightline.entry USING btree (authority, id, version);


--
-- Name: entry_rest_authority_id_version_idx; Type: INDEX; Schema: sightline; Owner: -
--

CREATE UNIQUE INDEX entry_rest_authority_id_version_idx ON sightline.entry_rest USING btree (authority, id, version);


--
-- Name: entry_rest_authority_command_id_idx; Type: INDEX ATTACH; Schema: sightline; Owner: -
--

ALTER INDEX sightline.entry_command ATTACH PARTITION sightline.entry_rest_authority_command_id_idx;


--
-- Name: entry_rest_authority_id_idx; Type: INDEX ATTACH; Schema: sightline; Owner: -
--

ALTER INDEX sightline.entry_erased ATTACH PARTITION sightline.entry_rest_authority_id_idx;


--
-- Name: entry_rest_authority_id_version_idx; Type: INDEX ATTACH; Schema: sightline; Owner: -
--

ALTER INDEX sightline.entry_version ATTACH PARTITION sightline.entry_rest_authority_id_version_idx;


--
-- Name: entry_rest_pkey; Type: INDEX ATTACH; Schema: sightline; Owner: -
--

ALTER INDEX sightline.entry_pkey ATTACH PARTITION sightline.entry_rest_pkey;


--
-- PostgreSQL database dump complete
--


