package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.PdfCertificate;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** The pages that need no sign-in: read, filled, and pointed a camera at. */
@Journey
final class PagesIT {
  private static final List<String> PAGES =
      List.of(
          "/",
          "/?q=shop",
          "/?q=nothing-of-the-kind",
          "/services/residence-certificate",
          "/services/sole-trader-licence",
          "/services/senior-citizen-card",
          "/services/disabled-parking-permit",
          "/services/degree-certificate",
          "/data",
          "/statistics",
          "/verify",
          "/verify/no-such-token",
          "/services/no-such-service",
          "/accessibility");

  @TempDir Path folder;

  @Test
  void every_page_is_accessible_in_both_languages_and_fits_desk_and_phone(
      Stack stack, People people) {
    for (Browser browser : List.of(people.atDesk(), people.onPhone())) {
      for (String language : List.of("en", "zh")) {
        for (String page : PAGES) {
          String address = stack.portal() + page + (page.contains("?") ? "&" : "?");
          browser.go(address + "lang=" + language).mustBeAccessible();
          assertEquals(
              language.equals("zh") ? "zh-CN" : "en",
              browser.driver().findElement(By.tagName("html")).getDomAttribute("lang"));
        }
      }
    }
  }

  @Test
  void a_file_is_checked_and_a_file_that_is_none_is_told_apart(Stack stack, People people)
      throws IOException {
    String id = credential(stack).get("id").asString();
    ApiCaller wang = ApiCaller.as("wang", stack);
    Path jwt =
        Files.writeString(
            folder.resolve("card.jwt"),
            wang.get("/credentials/" + id, "application/vc+jwt").expect(200).text());
    Path pdf =
        Files.write(
            folder.resolve("card.pdf"),
            wang.get("/credentials/" + id, "application/pdf").expect(200).body());
    Path other = Files.writeString(folder.resolve("other.pdf"), "%PDF-1.4 nothing in it");

    Browser stranger = people.atDesk();
    for (Path file : List.of(jwt, pdf)) {
      stranger.go(stack.portal() + "/verify").see("file").sendKeys(file.toString());
      stranger.click("verify-button");
      assertEquals("valid", stranger.see("verdict").getDomAttribute("data-verdict"));
      assertEquals(
          file == pdf ? 8 : 6,
          stranger.driver().findElements(By.cssSelector(".checks li.done")).size());
    }
    Path forged =
        Files.write(
            folder.resolve("forged.pdf"),
            PdfCertificate.carrying(pageOf("Wang Shuying, until 2099"), Files.readString(jwt)));
    stranger.go(stack.portal() + "/verify").see("file").sendKeys(forged.toString());
    stranger.click("verify-button");
    assertEquals("invalid", stranger.see("verdict").getDomAttribute("data-verdict"));
    stranger.seeText("The page says “WangShuying,until2099”").mustBeAccessible();
    stranger.go(stack.portal() + "/verify").see("form");
    stranger
        .driver()
        .executeScript(
            "const d = new DataTransfer(); d.items.add(new File([arguments[0]], 'card.jwt'));"
                + " document.getElementById('form').dispatchEvent("
                + "new DragEvent('drop', {dataTransfer: d, bubbles: true, cancelable: true}))",
            Files.readString(jwt));
    assertEquals("valid", stranger.see("verdict").getDomAttribute("data-verdict"));
    stranger.mustBeAccessible();
    stranger.go(stack.portal() + "/verify").see("file").sendKeys(other.toString());
    stranger.click("verify-button").seeText("We found no certificate in it").mustBeAccessible();
    stranger.go(stack.portal() + "/verify").click("verify-button");
    stranger.seeText("Choose a file, paste the certificate").mustBeAccessible();
    stranger.type(By.id("jwt"), "eyJhbGciOiJub25lIn0.e30.").click("verify-button");
    assertEquals("invalid", stranger.see("verdict").getDomAttribute("data-verdict"));
    stranger.mustBeAccessible();
  }

  /** A page as anybody can make it. */
  private static byte[] pageOf(String text) throws IOException {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      document.addPage(new PDPage());
      try (var content = new PDPageContentStream(document, document.getPage(0))) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.newLineAtOffset(40, 700);
        content.showText(text);
        content.endText();
      }
      document.save(out);
      return out.toByteArray();
    }
  }

  @Test
  void a_phone_s_camera_reads_the_qr_code(Stack stack, People people) throws Exception {
    Path film = QrFilm.of(credential(stack).at("/link/url").asString(), folder);
    Browser stranger = people.onPhoneLookingAt(film).go(stack.portal() + "/verify");
    stranger.click("scan");
    assertEquals("valid", stranger.see("verdict").getDomAttribute("data-verdict"));
    stranger.seeText("Wang Shuying");
  }

  @Test
  void a_portal_without_its_api_says_so_kindly(Stack stack, People people) {
    Browser stranger = people.onPhone();
    stack.killApi();
    try {
      stranger.go(stack.portal() + "/?lang=en").seeText("Not available at the moment");
      stranger.mustBeAccessible();
      stranger.go(stack.portal() + "/?lang=zh").mustBeAccessible();
      stranger.go(stack.portal() + "/verify?lang=en").type(By.id("jwt"), "ey.ey.ey");
      stranger.click("verify-button").seeText("Not available at the moment");
    } finally {
      stack.restartApi();
    }
    stranger.go(stack.portal() + "/").see("service-senior-citizen-card");
  }

  private static JsonNode credential(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = Cases.apply(stack, wang, "senior-citizen-card");
    String id =
        Cases.await(wang, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    return Cases.awaitRegistered(wang, id);
  }
}
