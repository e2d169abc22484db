/** Forms rendered and checked from a service definition alone: conditions, answers, display. */
package org.onenet.services.forms;
