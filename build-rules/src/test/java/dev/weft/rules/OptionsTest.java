package dev.weft.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.weft.configuration.ConfigOption;
import dev.weft.engine.configuration.OptionSection;
import dev.weft.yarn.common.configuration.YarnOptions;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No option is shown to users that no code acts on. */
class OptionsTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.weft");

    @Test
    void everyOptionOfTheCatalogIsReadSomewhere() throws ReflectiveOperationException {
        Set<String> read = new TreeSet<>();
        for (JavaClass owner : classes) {
            for (JavaField field : owner.getFields()) {
                if (field.getRawType().isEquivalentTo(ConfigOption.class)
                        && field.getAccessesToSelf().stream().anyMatch(OptionsTest::acts)) {
                    read.add(keyOf(field));
                }
            }
        }
        Set<String> dead = new TreeSet<>(YarnOptions.catalog().keys());
        assertThat(dead).isNotEmpty();
        dead.removeAll(read);
        assertThat(dead).as("options that no code reads but their declaration").isEmpty();
    }

    /** Declaring an option, or taking it into the catalog, is not acting on it. */
    private static boolean acts(JavaFieldAccess access) {
        JavaClass reader = access.getOriginOwner();
        return !reader.equals(access.getTargetOwner())
                && reader.getFields().stream()
                        .noneMatch(field -> field.getRawType().isEquivalentTo(OptionSection.class));
    }

    private static String keyOf(JavaField declared) throws ReflectiveOperationException {
        Field field = declared.reflect();
        field.setAccessible(true);
        return ((ConfigOption<?>) field.get(null)).key();
    }
}
