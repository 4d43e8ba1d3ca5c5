// SPDX-License-Identifier: Apache-2.0
// The hub's tables: events, what they are about, jobs, stations.
#pragma once

#include <glib.h>

typedef struct _SuimaHubDb SuimaHubDb;

/** SuimaHubRole: in which list of an event a URI stands; the numbers are stored. */
typedef enum
{
  SUIMA_HUB_ROLE_EPC = 1, /* epcList, childEPCs */
  SUIMA_HUB_ROLE_PARENT = 2,
  SUIMA_HUB_ROLE_INPUT = 3,
  SUIMA_HUB_ROLE_OUTPUT = 4,
  SUIMA_HUB_ROLE_CLASS = 5, /* quantityList, childQuantityList */
  SUIMA_HUB_ROLE_INPUT_CLASS = 6,
  SUIMA_HUB_ROLE_OUTPUT_CLASS = 7,
  SUIMA_HUB_ROLE_ITEM = 8, /* the path of an item without GTIN, whatever its host */
  SUIMA_HUB_ROLE_VOUCHER = 9, /* the number of a voucher that it names */
  SUIMA_HUB_ROLE_PAPER = 10,  /* the number of a paper */
} SuimaHubRole;

/** SuimaHubEvent: one stored event; owned when it comes from the database. */
typedef struct
{
  gint64 seq;
  char *event_id;
  gboolean is_error_declaration;
  gint64 record_us;
  gint64 event_us;
  char *type;
  char *action;       /* (nullable) */
  char *biz_step;     /* (nullable) */
  char *disposition;  /* (nullable) */
  char *biz_location; /* (nullable) */
  char *read_point;   /* (nullable) */
  char *signer;       /* (nullable): key id of the station whose signature the request bore */
  char *context;      /* the `@context` as received */
  GBytes *body;       /* as received, byte for byte */
} SuimaHubEvent;

SuimaHubEvent *suima_hub_event_new (void);
void suima_hub_event_free (SuimaHubEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaHubEvent, suima_hub_event_free)

/** SuimaHubJob: what became of one capture. */
typedef struct
{
  char *capture_id;
  gint64 created_us;
  gboolean is_success;
  gboolean is_proceed;
  guint accepted;
  guint duplicates;
  char *errors; /* JSON array */
} SuimaHubJob;

SuimaHubJob *suima_hub_job_new (void);
void suima_hub_job_free (SuimaHubJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaHubJob, suima_hub_job_free)

/** SuimaHubStation: a station's key. */
typedef struct
{
  guint32 station;
  guint8 epoch;
  guint8 public_key[32];
  gboolean is_enrolled; /* else only seen, on an open hub */
  gboolean is_authority; /* of a market or an authority: it may speak of others' goods */
  gboolean is_revoked;
  gint64 max_counter; /* of a revoked one: serials up to it are good; -1 for none */
} SuimaHubStation;

/**
 * suima_hub_db_open:
 * @dir: an existing folder
 *
 * Returns: (transfer full): the store. Errors: BUSY when another process has it, CORRUPT, TOO_NEW,
 * NO_SPACE, INTERNAL.
 */
SuimaHubDb *suima_hub_db_open (const char *dir, GError **error);
void suima_hub_db_free (SuimaHubDb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaHubDb, suima_hub_db_free)

gboolean suima_hub_db_begin (SuimaHubDb *db, GError **error);
gboolean suima_hub_db_commit (SuimaHubDb *db, GError **error);
void suima_hub_db_rollback (SuimaHubDb *db);

/** suima_hub_db_next_record_us: Returns: @at_us, or more where an event stored before is later. */
gint64 suima_hub_db_next_record_us (SuimaHubDb *db, gint64 at_us);

/** suima_hub_db_add_event: Sets @event's seq. Errors: NO_SPACE, INTERNAL. */
gboolean suima_hub_db_add_event (SuimaHubDb *db, SuimaHubEvent *event, GError **error);
/** suima_hub_db_add_epc: One URI of an event; twice is once. */
gboolean suima_hub_db_add_epc (
    SuimaHubDb *db, gint64 seq, SuimaHubRole role, const char *epc, GError **error);
/** suima_hub_db_find_event: Returns: (transfer full) (nullable): the event with that key; %NULL
 * without an error when there is none. */
SuimaHubEvent *suima_hub_db_find_event (SuimaHubDb *db,
                                        const char *event_id,
                                        gboolean is_error_declaration,
                                        GError **error);
/**
 * suima_hub_db_list_item:
 * @key: a normalised EPC, an item's path, or a number, @role its role; 0 is any EPC role
 * @owner: (nullable): `TTTT` of the station that issued it
 *
 * The newest 1000, and those that no number of newer ones may push off: a birth, an end, a recall,
 * a hand-over, each the newest 1000; all of these that @owner or an authority's station says.
 *
 * Returns: (transfer full) (element-type SuimaHubEvent): as they happened.
 */
GPtrArray *suima_hub_db_list_item (SuimaHubDb *db,
                                   const char *key,
                                   SuimaHubRole role,
                                   const char *owner,
                                   GError **error);
/** suima_hub_db_count_events: Returns: the number, -1 on failure. */
gint64 suima_hub_db_count_events (SuimaHubDb *db);

gboolean suima_hub_db_add_job (SuimaHubDb *db, const SuimaHubJob *job, GError **error);
/** suima_hub_db_find_job: Returns: (transfer full) (nullable): %NULL also on failure. */
SuimaHubJob *suima_hub_db_find_job (SuimaHubDb *db, const char *capture_id);

/** suima_hub_db_find_station: @ret_station: (optional). Returns: whether the key is known. */
gboolean suima_hub_db_find_station (SuimaHubDb *db,
                                    guint32 station,
                                    guint8 epoch,
                                    SuimaHubStation *ret_station);
/** suima_hub_db_find_enrolment: Returns: whether this code enrolled this public key. */
gboolean suima_hub_db_find_enrolment (SuimaHubDb *db,
                                      const guint8 *public_key,
                                      const char *code,
                                      SuimaHubStation *ret_station);
/** suima_hub_db_is_authority: Returns: whether the station enrolled with an authority's code. */
gboolean suima_hub_db_is_authority (SuimaHubDb *db, guint32 station);
/** suima_hub_db_get_last_station: Returns: the highest number given by enrolment; 0 for none. */
guint32 suima_hub_db_get_last_station (SuimaHubDb *db);
/** suima_hub_db_add_station: @code: (nullable): what it enrolled with. */
gboolean suima_hub_db_add_station (
    SuimaHubDb *db, const SuimaHubStation *station, const char *code, gint64 at_us, GError **error);

/** suima_hub_db_revoke_station: Inside a transaction. */
gboolean suima_hub_db_revoke_station (
    SuimaHubDb *db, const SuimaHubStation *station, gint64 max_counter, gint64 at_us, GError **error);
/** suima_hub_db_find_last_counter: Returns: the highest counter of a serial of that key that an event
 * names, -1 for none. */
gint64 suima_hub_db_find_last_counter (SuimaHubDb *db, guint32 station, guint8 epoch);

/** SuimaHubFeedItem: what stations fetch; owned. */
typedef struct
{
  gint64 n;
  char *body;
} SuimaHubFeedItem;

void suima_hub_feed_item_free (SuimaHubFeedItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaHubFeedItem, suima_hub_feed_item_free)

/** suima_hub_db_get_feed_head: Returns: the number of the newest item; -1 for a feed that is none. */
gint64 suima_hub_db_get_feed_head (SuimaHubDb *db, const char *feed);
/** suima_hub_db_find_feed_item: Returns: (transfer full) (nullable): the newest of @subject. */
SuimaHubFeedItem *
suima_hub_db_find_feed_item (SuimaHubDb *db, const char *feed, const char *subject);
/** suima_hub_db_list_feed: Returns: (transfer full) (element-type SuimaHubFeedItem): those after
 * @after, at most @limit, and no more once they come to 1 MB. */
GPtrArray *suima_hub_db_list_feed (
    SuimaHubDb *db, const char *feed, gint64 after, guint limit, GError **error);
/** suima_hub_db_add_feed_item: Under the next number. Inside a transaction. */
gboolean suima_hub_db_add_feed_item (
    SuimaHubDb *db, const char *feed, const char *subject, const char *body, GError **error);

/** SuimaHubQuery: a question over events, ready to run. */
typedef struct
{
  GString *where;     /* constant pieces of SQL, each beginning with " AND " */
  GHashTable *values; /* (element-type utf8 utf8): "$n" to the bound text; whole numbers too */
  gboolean by_event_time;
  gboolean ascending;
  gint64 after_key; /* with @after_seq: the last row seen */
  gint64 after_seq; /* 0: from the beginning */
  guint limit;
} SuimaHubQuery;

SuimaHubQuery *suima_hub_query_new (void);
void suima_hub_query_free (SuimaHubQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaHubQuery, suima_hub_query_free)

/** suima_hub_db_query: Returns: (transfer full) (element-type SuimaHubEvent): at most limit rows,
 * and less where their bodies come to 8 MB (@ret_is_cut). */
GPtrArray *suima_hub_db_query (SuimaHubDb *db,
                               const SuimaHubQuery *query,
                               gboolean *ret_is_cut,
                               GError **error);
/** suima_hub_db_count: Returns: how many rows match, counted up to @limit; -1 on failure. */
gint64 suima_hub_db_count (SuimaHubDb *db, const SuimaHubQuery *query, GError **error);
