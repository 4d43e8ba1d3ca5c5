// SPDX-License-Identifier: Apache-2.0
// The station's settings: one key file, station.ini, in the station's folder.
#pragma once

#include <glib.h>

#define SUIMA_CONFIG_TEMPLATE "60x40" /* where none is set */

typedef struct
{
  char *host;          /* upper case: what stands in the codes */
  char *shop;          /* `[A-Z0-9-]{1,20}` */
  char *jurisdiction;  /* `CN`, `CN-4420` */
  char *operator_name; /* 经营者名称, on label and page; may be "" */
  char *hub;           /* (nullable): base URI */
  char *printer;       /* (nullable): destination */
  char *template_id;   /* `60x40` */
  char *scale_port;    /* (nullable): device file */
  char *scale_protocol; /* (nullable): id of its protocol */
  char *inbox;         /* (nullable): the watch folder, absolute or in the station's folder */
  char *platform;      /* (nullable): where the shop is registered: 冷库通, 豫冷链 */
  char *registered_id; /* (nullable): its number there */
  int utc_offset_min;  /* of the shop's clock: 480 in China */
  guint reprint_quota; /* labels printed again in a shift without a supervisor */
  GArray *shift_starts_min; /* (element-type int): minutes after midnight, rising, at least one */
} SuimaConfig;

/** suima_config_get_registration: Returns: (transfer none): `none`, `pending` (a platform is named, its
 * number is not), `registered`. */
const char *suima_config_get_registration (const SuimaConfig *config);

SuimaConfig *suima_config_new (void);
void suima_config_free (SuimaConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaConfig, suima_config_free)

/** suima_config_load: Returns: (transfer full): the settings of @path; defaults for what it does
 * not say, but host, shop and jurisdiction must stand there. Errors: NOT_FOUND, INVALID naming
 * the key. */
SuimaConfig *suima_config_load (const char *path, GError **error);

/** suima_config_save: Writes @path anew: the old file stays until the new one is on the disk. */
gboolean suima_config_save (const SuimaConfig *config, const char *path, GError **error);

/** suima_config_check: Errors: INVALID, naming the setting and what it must look like. */
gboolean suima_config_check (const SuimaConfig *config, GError **error);
