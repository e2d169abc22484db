package org.onenet.portal;

/** Stands for another room's class in the broken fixture. */
public class Anything {}
