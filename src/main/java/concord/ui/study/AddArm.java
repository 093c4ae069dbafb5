package concord.ui.study;

import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;

/// What a new arm is: whose labels, or a teacher by itself, and how many.
final class AddArm extends FlowPane {
    private static final int HALF = 250;
    private final SetUpViewModel model;
    private final StringProperty kind = new SimpleStringProperty(ArmDraft.Kind.HUMAN.name());
    private final StringProperty person = new SimpleStringProperty("");
    private final StringProperty teacher = new SimpleStringProperty("");
    private final StringProperty sizes = new SimpleStringProperty("");
    private final ObservableList<String> people = FXCollections.observableArrayList();
    private final ObservableList<String> teachers = FXCollections.observableArrayList();

    AddArm(SetUpViewModel model) {
        super(10, 10);
        this.model = model;
        setId("study-new-arm");
        ComboBox<String> kinds = StudyFields.choice("study-arm-kind",
                FXCollections.observableArrayList(List.of(ArmDraft.Kind.values()).stream().map(Enum::name).toList()), kind,
                k -> Texts.get("study.arm.kind." + k.toLowerCase(java.util.Locale.ROOT)));
        ComboBox<String> who = StudyFields.choice("study-arm-person", people, person, ArmList::shown);
        ComboBox<String> which = StudyFields.choice("study-arm-teacher", teachers, teacher, t -> t);
        TextField many = StudyFields.typed("study-arm-sizes", sizes, Texts.get("study.arm.all"));
        Button add = Parts.button(Texts.get("study.add"), this::add);
        add.setId("study-arm-add");
        add.disableProperty().bind(javafx.beans.binding.Bindings.createBooleanBinding(() -> switch (kind()) {
            case HUMAN -> person.get().isEmpty();
            case TEACHER, ITSELF -> teacher.get().isEmpty();
            case BOTH -> person.get().isEmpty() || teacher.get().isEmpty();
        }, kind, person, teacher));
        getChildren().addAll(StudyFields.sized("study.arm.kind", kinds, 190),
                StudyFields.showing(StudyFields.sized("study.arm.person", who, 180), kind.isNotEqualTo("TEACHER").and(kind.isNotEqualTo(
                        "ITSELF"))),
                StudyFields.showing(StudyFields.sized("study.arm.teacher", which, 180), kind.isNotEqualTo("HUMAN")),
                StudyFields.showing(StudyFields.sized("study.arm.sizes", many, 130), kind.isNotEqualTo("ITSELF")),
                Parts.column(6, Parts.text(" ", "t-small"), add));
        model.groundProperty().addListener((_, _, _) -> fill());
        fill();
    }

    private ArmDraft.Kind kind() {
        return ArmDraft.Kind.valueOf(kind.get());
    }

    private void fill() {
        people.setAll(model.groundProperty().get().people());
        teachers.setAll(model.groundProperty().get().teachers());
        if (!people.contains(person.get()))
            person.set(people.isEmpty() ? "" : people.getFirst());
        if (!teachers.contains(teacher.get()))
            teacher.set(teachers.isEmpty() ? "" : teachers.getFirst());
    }

    private void add() {
        String typed = sizes.get().strip();
        ArmDraft.Kind kind = kind();
        model.add(switch (kind) {
            case HUMAN -> new ArmDraft(kind, person.get(), null, free(shortly(person.get())), typed);
            case TEACHER -> new ArmDraft(kind, teacher.get(), null, free(teacher.get()), typed);
            case BOTH -> new ArmDraft(kind, person.get(), teacher.get(), free(Texts.get("study.arm.name.both")),
                    typed.isEmpty() ? HALF + " + " + HALF : typed);
            case ITSELF -> new ArmDraft(kind, teacher.get(), null, free(Texts.get("study.arm.name.itself", teacher.get())), "");
        });
        sizes.set("");
    }

    private static String shortly(String person) {
        return person.contains("+") ? Texts.get("study.arm.name.people") : person;
    }

    /// A name that no other arm has.
    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; taken(name); i++) {
            name = wanted + " (" + i + ")";
        }
        return name;
    }

    private boolean taken(String name) {
        return model.form().arms.stream().anyMatch(a -> a.name.get().strip().equals(name));
    }
}
