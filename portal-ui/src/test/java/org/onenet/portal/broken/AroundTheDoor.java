package org.onenet.portal.broken;

import java.net.http.HttpClient;

/** Broken on purpose: speaks HTTP beside the one door; {@code ArchitectureTest} must notice. */
class AroundTheDoor {
  HttpClient http = HttpClient.newHttpClient();
}
