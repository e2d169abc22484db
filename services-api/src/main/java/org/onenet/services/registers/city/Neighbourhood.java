package org.onenet.services.registers.city;

import java.util.List;

/**
 * A part of the city that is made at one go: nobody in it is married to, or rents from, anybody
 * outside.
 *
 * @param number from 0: the demonstration's own citizens live in 0, where nothing is wrong
 */
public record Neighbourhood(int number, List<Row> rows, List<Flaw> flaws) {}
