// SPDX-License-Identifier: Apache-2.0
#include "suima-address.h"

#include <string.h>

void
suima_address_free (SuimaAddress *address)
{
  if (address == NULL)
    return;
  g_free (address->host);
  g_free (address->rest);
  g_free (address);
}

static gboolean
suima_address_has_blanks (const char *text)
{
  for (const guchar *p = (const guchar *)text; *p != '\0'; p++)
    if (*p <= ' ' || *p == 0x7f)
      return TRUE;
  return FALSE;
}

/* Labels of 1 to 63 letters, digits, hyphens and, as some servers have it, underscores. */
static gboolean
suima_address_is_host (const char *host)
{
  gsize label = 0;

  for (const char *p = host; *p != '\0'; p++)
    {
      if (*p == '.' ? label == 0 : !g_ascii_isalnum (*p) && *p != '-' && *p != '_')
        return FALSE;
      label = *p == '.' ? 0 : label + 1;
      if (label > 63)
        return FALSE;
    }
  return label > 0 && strlen (host) <= 253;
}

gboolean
suima_domain_is_valid (const char *domain)
{
  for (const char *p = domain; *p != '\0'; p++)
    if (g_ascii_isupper (*p) || *p == '_')
      return FALSE;
  return suima_address_is_host (domain) && strchr (domain, '.') != NULL;
}

/* Takes `:port` off @authority. */
static gboolean
suima_address_read_port (SuimaAddress *address, char *authority, guint usual)
{
  char *colon = strchr (authority, ':');
  guint64 port = 0;

  if (colon == NULL)
    return TRUE;
  *colon = '\0';
  if (colon[1] == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &port, NULL))
    return FALSE;
  address->port = port == usual ? 0 : (guint)port;
  return TRUE;
}

static void
suima_address_read_host (SuimaAddress *address, char *authority, guint usual)
{
  gsize length;

  if (!suima_address_read_port (address, authority, usual))
    address->form = SUIMA_ADDRESS_BROKEN;
  length = strlen (authority);
  if (length > 0 && authority[length - 1] == '.')
    authority[length - 1] = '\0';
  if (!g_str_is_ascii (authority))
    {
      address->form = SUIMA_ADDRESS_FOREIGN;
      address->host = g_hostname_to_ascii (authority);
    }
  else if (suima_address_is_host (authority))
    address->host = g_ascii_strdown (authority, -1);
  if (address->host == NULL)
    {
      address->form = SUIMA_ADDRESS_BROKEN;
      address->host = g_strdup ("");
    }
}

/* Where a person sees a host before the `@`, the real one stands behind the last. */
static void
suima_address_read_authority (SuimaAddress *address, char *authority, guint usual)
{
  char *at = strrchr (authority, '@');

  suima_address_read_host (address, at ? at + 1 : authority, usual);
  if (at != NULL)
    address->form = SUIMA_ADDRESS_USER;
}

static guint
suima_address_skip_scheme (const char **text)
{
  if (g_ascii_strncasecmp (*text, "https://", strlen ("https://")) == 0)
    {
      *text += strlen ("https://");
      return 443;
    }
  if (g_ascii_strncasecmp (*text, "http://", strlen ("http://")) == 0)
    {
      *text += strlen ("http://");
      return 80;
    }
  return 0;
}

/* Without a scheme: a host of two dots or more, or it is some other text with a dot in it. */
static gboolean
suima_address_is_bare (const char *authority)
{
  const char *dot = strchr (authority, '.');

  return dot != NULL && strchr (dot + 1, '.') != NULL && suima_address_is_host (authority) &&
         g_ascii_isalpha (authority[strlen (authority) - 1]);
}

SuimaAddress *
suima_address_parse (const char *text)
{
  g_autoptr (SuimaAddress) address = NULL;
  g_autofree char *authority = NULL;
  guint usual;

  if (suima_address_has_blanks (text))
    return NULL;
  usual = suima_address_skip_scheme (&text);
  authority = g_strndup (text, strcspn (text, "/?#"));
  if (usual == 0 && !suima_address_is_bare (authority))
    return NULL;
  address = g_new0 (SuimaAddress, 1);
  address->rest = g_strdup (text + strlen (authority));
  suima_address_read_authority (address, authority, usual ? usual : 80);
  return g_steal_pointer (&address);
}

gboolean
suima_address_is_within (const SuimaAddress *address, const char *domain)
{
  gsize host = strlen (address->host), length = strlen (domain);

  return address->form == SUIMA_ADDRESS_PLAIN && host >= length &&
         strcmp (address->host + host - length, domain) == 0 &&
         (host == length || address->host[host - length - 1] == '.');
}
