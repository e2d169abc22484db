package org.onenet.journeys;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** What a camera sees when somebody holds a code before it. */
final class QrFilm {
  private QrFilm() {}

  /** One frame of motion JPEG: a sheet of paper with the code on it. */
  static Path of(String link, Path folder) throws WriterException, IOException {
    BufferedImage code =
        MatrixToImageWriter.toBufferedImage(
            new QRCodeWriter().encode(link, BarcodeFormat.QR_CODE, 400, 400));
    BufferedImage frame = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    Graphics2D paper = frame.createGraphics();
    paper.setColor(Color.WHITE);
    paper.fillRect(0, 0, 640, 480);
    paper.drawImage(code, 120, 40, null);
    paper.dispose();
    Path film = folder.resolve("camera.mjpeg");
    if (!ImageIO.write(frame, "jpg", film.toFile())) throw new IOException("no JPEG is written");
    return film;
  }
}
