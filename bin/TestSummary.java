import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Counts what the test reports say. Arguments: Maven's exit status, the tags left out, the folders with reports. */
final class TestSummary {

    private int passed;
    private final List<String> failed = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        TestSummary summary = new TestSummary();
        for (String folder : List.of(args).subList(2, args.length)) {
            summary.readFolder(Path.of(folder));
        }
        boolean built = args[0].equals("0");
        summary.print(built, args[1]);
        System.exit(built && summary.failed.isEmpty() && summary.passed > 0 ? 0 : 1);
    }

    private void readFolder(Path folder) throws Exception {
        if (!Files.isDirectory(folder)) {
            return;
        }
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            for (Path report : reports) {
                NodeList cases = parser.parse(report.toFile()).getElementsByTagName("testcase");
                for (int i = 0; i < cases.getLength(); i++) {
                    count((Element) cases.item(i));
                }
            }
        }
    }

    private void count(Element test) {
        String name = test.getAttribute("classname").replace("telegramgateway.", "") + " " + test.getAttribute("name");
        if (has(test, "failure") || has(test, "error")) {
            failed.add(name);
        } else if (has(test, "skipped")) {
            Element element = (Element) test.getElementsByTagName("skipped").item(0);
            String message = element.getAttribute("message");
            // A failed assumption stands in the text, as the first line of a stack trace.
            String reason = message.isBlank()
                    ? element.getTextContent().lines().findFirst().orElse("").replaceFirst("^[^ ]*Exception: ", "")
                    : message;
            skipped.add(name + ": " + (reason.isBlank() ? "no reason given" : reason.strip()));
        } else {
            passed++;
        }
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }

    private void print(boolean built, String leftOut) {
        failed.forEach(test -> System.out.println("FAILED  " + test));
        skipped.forEach(test -> System.out.println("SKIPPED " + test));
        if (leftOut.contains("slow")) {
            System.out.println("Not run: tests tagged slow (bin/test --all) and soak (bin/test --soak).");
        }
        if (!built) {
            System.out.println("The build stopped before all tests had run: see target/test.log.");
        }
        System.out.printf("%d passed, %d failed, %d skipped%n", passed, failed.size(), skipped.size());
    }
}
