/** This room at a terminal: issue, verify and inspect with key and credential files alone. */
package org.onenet.credentials.cli;
