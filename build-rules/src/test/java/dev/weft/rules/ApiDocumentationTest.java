package dev.weft.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Every type and method that users see says in a comment what it does. Reads the sources, not the classes. */
class ApiDocumentationTest {

    private static final List<String> SOURCES = List.of(
            "streaming-api",
            "connectors/files",
            "connectors/datagen",
            "connectors/kafka",
            "formats/json",
            "formats/avro",
            "formats/parquet",
            "state-processor");

    /** Built from user programs by the API itself; the engine reads it, programs do not. */
    private static final String NOT_FOR_PROGRAMS = "dev.weft.program";

    @Test
    void everyPublicMethodOfTheApiHasAContract() throws IOException {
        Set<String> bare = new TreeSet<>();
        for (String module : SOURCES) {
            collectBare(Path.of("..", module, "src", "main", "java"), bare);
        }
        assertThat(bare).as("public methods and types without a comment").isEmpty();
    }

    private static void collectBare(Path sources, Set<String> bare) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> tree = Files.walk(sources)) {
            List<Path> java = tree.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(java));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                if (!unit.getPackageName().toString().startsWith(NOT_FOR_PROGRAMS)) {
                    new BareMembers(docs, bare).scan(unit, null);
                }
            }
        }
    }

    /** Finds what users see and no comment explains. Does not look into types and methods that users do not see. */
    private static final class BareMembers extends TreePathScanner<Void, Void> {

        private final DocTrees docs;
        private final Set<String> found;
        private final List<ClassTree> enclosing = new ArrayList<>();

        BareMembers(DocTrees docs, Set<String> found) {
            this.docs = docs;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            if (isVisible(type.getModifiers())) {
                note(type.getSimpleName().toString());
                enclosing.add(type);
                super.visitClass(type, none);
                enclosing.remove(type);
            }
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            if (isVisible(method.getModifiers()) && !overrides && !isPlainConstructor(method)) {
                note(enclosing.get(enclosing.size() - 1).getSimpleName() + "." + method.getName() + "("
                        + method.getParameters() + ")");
            }
            return null;
        }

        /** A constructor without parameters, or of a record, says nothing that its class does not. */
        private boolean isPlainConstructor(MethodTree method) {
            boolean ofRecord = enclosing.get(enclosing.size() - 1).getKind() == Tree.Kind.RECORD;
            return method.getName().contentEquals("<init>")
                    && (ofRecord || method.getParameters().isEmpty());
        }

        private boolean isVisible(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            boolean inInterface =
                    !enclosing.isEmpty() && enclosing.get(enclosing.size() - 1).getKind() == Tree.Kind.INTERFACE;
            return flags.contains(Modifier.PUBLIC)
                    || flags.contains(Modifier.PROTECTED)
                    || (inInterface && !flags.contains(Modifier.PRIVATE));
        }

        private void note(String name) {
            TreePath path = getCurrentPath();
            if (docs.getDocComment(path) == null) {
                found.add(path.getCompilationUnit().getPackageName() + "." + name);
            }
        }
    }
}
