import java.io.FileInputStream;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints one line per violated rule: file, norm, clause, message, place, parted by tabs; then "geprueft" and a count. */
public class PdfNormen {
    public static void main(String[] args) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        int checked = 0;
        for (int i = 1; i < args.length; i++) {
            for (String norm : args[0].split(",")) {
                check(args[i], norm);
                checked++;
            }
        }
        System.out.println("geprueft\t" + checked);
    }

    private static void check(String file, String norm) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.fromString(norm);
        try (InputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            Set<String> violations = new LinkedHashSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    String place = assertion.getLocation() == null ? "" : assertion.getLocation().getContext();
                    if (violations.add(rule)) {
                        line(file, norm, rule, assertion.getMessage(), place);
                    }
                }
            }
            if (!result.isCompliant() && violations.isEmpty()) {
                line(file, norm, "?", "not compliant, no reason given", "");
            }
        }
    }

    private static void line(String... parts) {
        for (int i = 0; i < parts.length; i++) {
            parts[i] = String.valueOf(parts[i]).replaceAll("\\s+", " ");
        }
        System.out.println("verstoss\t" + String.join("\t", parts));
    }
}
