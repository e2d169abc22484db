package org.onenet.services.registers;

import org.onenet.services.platform.Text;

/** Whom to write to about the quality of a register's data. */
public record ContactPoint(Text name, String email) {}
