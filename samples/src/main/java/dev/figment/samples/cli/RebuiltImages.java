package dev.figment.samples.cli;

import dev.figment.Pixels;
import dev.figment.Shape;
import dev.figment.report.ImageGrid;
import dev.figment.report.Numbers;
import dev.figment.samples.run.Pictures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Images that are given, and the files of what a model makes of them. */
final class RebuiltImages {
  @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "PNG, JPEG, BMP or WebP files.")
  List<Path> images = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder for one PNG file for each image, and one of all with the originals above.")
  Path out = Path.of("");

  /** The images given, cut to the proportions of this shape {@code [C, H, W]} and resized. */
  List<Pixels> originals(Shape example) {
    List<Pixels> originals = new ArrayList<>();
    for (Path image : images) {
      originals.add(Pictures.read(image, example));
    }
    return originals;
  }

  /**
   * Writes {@code NAME-word.png} for each image and {@code words.png} for all, and says so.
   *
   * @param word for a rebuilt image, for example {@code reconstruction}
   * @return of each image its file and its squared error
   */
  List<Map<String, Object>> write(
      Console console, List<Pixels> originals, List<Pixels> rebuilt, String word) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      Path file = out.resolve(Pictures.stem(images.get(i)) + "-" + word + ".png");
      ImageGrid.of(List.of(rebuilt.get(i))).padding(0).writePng(file);
      double error = Pictures.meanSquaredError(originals.get(i), rebuilt.get(i));
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("image", images.get(i).toString());
      one.put("file", file.toString());
      one.put("meanSquaredError", error);
      list.add(one);
      console.line("picture   " + file + "  mean squared error " + Numbers.show(error));
    }
    Path grid = out.resolve(word + "s.png");
    Pictures.grid(List.of(originals, rebuilt)).writePng(grid);
    console.line("picture   " + grid);
    return list;
  }
}
