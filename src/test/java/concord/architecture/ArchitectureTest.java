package concord.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/// The house rules of the architecture page as tests: who may use whom, and which library lives in which room.
@AnalyzeClasses(packages = "concord", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule model = uses("model", "model");

    @ArchTest
    static final ArchRule job = uses("job", "model", "job");

    @ArchTest
    static final ArchRule stats = uses("stats", "stats");

    @ArchTest
    static final ArchRule dataset = uses("dataset", "model", "job", "dataset");

    @ArchTest
    static final ArchRule store = uses("store", "model", "job", "store");

    @ArchTest
    static final ArchRule student = uses("student", "model", "stats", "job", "student");

    @ArchTest
    static final ArchRule teacher = uses("teacher", "model", "job", "teacher");

    @ArchTest
    static final ArchRule sampling = uses("sampling", "model", "stats", "sampling");

    @ArchTest
    static final ArchRule study = uses("study", "model", "stats", "sampling", "study");

    @ArchTest
    static final ArchRule report = uses("report", "model", "stats", "study", "report");

    @ArchTest
    static final ArchRule app = uses("app", "model", "job", "stats", "dataset", "store", "teacher", "student", "sampling", "study",
            "report",
            "app");

    @ArchTest
    static final ArchRule ui = uses("ui", "model", "job", "stats", "study", "report", "app", "ui");

    @ArchTest
    static final ArchRule cli = uses("cli", "model", "job", "stats", "study", "report", "app", "cli");

    @ArchTest
    static final ArchRule noCycles = slices().matching("concord.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCyclesInTheWindow = slices().matching("concord.ui.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sqlOnlyInStore = only("java.sql..", "concord.store..");

    @ArchTest
    static final ArchRule h2OnlyInStore = only("org.h2..", "concord.store..");

    @ArchTest
    static final ArchRule djlOnlyInStudent = only("ai.djl..", "concord.student..");

    @ArchTest
    static final ArchRule langChainOnlyInTeacher = only("dev.langchain4j..", "concord.teacher..");

    @ArchTest
    static final ArchRule picocliOnlyInCli = only("picocli..", "concord.cli..");

    @ArchTest
    static final ArchRule csvOnlyInDataset = only("de.siegmar..", "concord.dataset..");

    @ArchTest
    static final ArchRule xlsxOnlyInDataset = only("org.dhatim..", "concord.dataset..");

    @ArchTest
    static final ArchRule parquetOnlyInDataset = only("org.apache.parquet..", "concord.dataset..");

    @ArchTest
    static final ArchRule javafxOnlyInUi = noClasses().that().resideOutsideOfPackages("concord.ui..").should().dependOnClassesThat()
            .resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..", "org.kordamp..");

    @ArchTest
    static final ArchRule viewModelsNeedNoToolkit = noClasses().that().haveSimpleNameEndingWith("ViewModel").should().dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..", "org.controlsfx..").allowEmptyShould(true);

    @ArchTest
    static final ArchRule threadsOnlyInJobAndStore = noClasses().that().resideOutsideOfPackages("concord.job..", "concord.store..")
            .should().callConstructor(Thread.class, Runnable.class).orShould().callMethod(Thread.class, "ofVirtual")
            .orShould().callMethod(Thread.class, "ofPlatform").orShould().dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.Executors");

    @ArchTest
    static final ArchRule nobodyInterrupts = noClasses().that().resideOutsideOfPackage("concord.job..").should().callMethod(Thread.class,
            "interrupt");

    @ArchTest
    static final ArchRule printsOnlyInCli = noClasses().that().resideOutsideOfPackages("concord.cli..", "concord.student.worker..")
            .should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule oneExit = noClasses().that().doNotHaveFullyQualifiedName("concord.Concord").should().callMethod(System.class,
            "exit",
            int.class);

    @ArchTest
    static final ArchRule slf4jOnly = noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.logging..",
            "org.apache.commons.logging..");

    @ArchTest
    static final ArchRule modelIsData = classes().that().resideInAPackage("concord.model..").and().doNotHaveSimpleName("package-info")
            .should(beRecordsEnumsOrSealed());

    /// A room may use only the rooms named, besides libraries.
    private static ArchRule uses(String room, String... rooms) {
        String[] allowed = new String[rooms.length];
        for (int i = 0; i < rooms.length; i++) {
            allowed[i] = "concord." + rooms[i] + "..";
        }
        return noClasses().that().resideInAPackage("concord." + room + "..").should()
                .dependOnClassesThat(
                        resideInAPackage("concord..").and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(allowed))));
    }

    private static ArchRule only(String library, String room) {
        return noClasses().that().resideOutsideOfPackage(room).should().dependOnClassesThat().resideInAPackage(library)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> beRecordsEnumsOrSealed() {
        return new ArchCondition<>("be records, enums or sealed interfaces") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean synthetic = type.getModifiers().contains(JavaModifier.SYNTHETIC);
                boolean fine = type.isRecord() || type.isEnum() || type.isInterface() && type.reflect().isSealed() || synthetic
                        || type.isAnonymousClass();
                events.add(new SimpleConditionEvent(type, fine, type.getName() + " is neither record, enum nor sealed interface"));
            }
        };
    }
}
