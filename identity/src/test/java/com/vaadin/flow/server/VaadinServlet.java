package com.vaadin.flow.server;

/** Stands in the test war for Vaadin, by whose presence beans.xml knows the portal. */
public final class VaadinServlet {
  private VaadinServlet() {}
}
