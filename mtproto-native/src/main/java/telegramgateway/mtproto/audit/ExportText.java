package telegramgateway.mtproto.audit;

import static telegramgateway.mtproto.audit.AuditText.number;
import static telegramgateway.mtproto.audit.AuditText.printable;
import static telegramgateway.mtproto.audit.AuditText.runs;

import java.util.ArrayList;
import java.util.List;
import telegramgateway.message.audit.IdRuns;
import telegramgateway.mtproto.export.ExportedChat;

/** The audit of an export as a person reads it: of each chat its verdict in one line, and the figures below. */
final class ExportText {
    private final List<String> lines = new ArrayList<>();

    private ExportText() {}

    static List<String> lines(ExportAudit.Result result) {
        ExportText text = new ExportText();
        result.chats().forEach(text::chat);
        if (result.chats().isEmpty()) {
            text.lines.add("There is nothing to compare: the file has no chat that the gateway takes.");
        }
        result.rejected().forEach((reason, count) -> text.lines.add("no message: " + number(count) + " " + reason));
        return text.lines;
    }

    private void chat(ChatAudit found) {
        ExportedChat chat = found.chat();
        String title = chat.title() == null ? "" : " " + printable(chat.title());
        String name = chat.channelId() + title;
        lines.add(
                found.isClean()
                        ? "COMPLETE  " + name + ": every message of the file is stored, or it is known why not"
                        : "INCOMPLETE  " + name + ": "
                                + number(found.missing().ids() + found.older().ids()) + " of "
                                + number(found.messages()) + " messages are missing or stand in an older state");
        add("equal", number(found.equal()));
        add("edited later", number(found.editedLater()));
        add("deleted later", number(found.deletedLater()));
        found.excused().forEach((state, ids) -> add(state.jsonName(), number(ids)));
        add("stored otherwise", found.unlike());
        finding("missing", found.missing());
        finding("stored in an older state", found.older());
    }

    private void add(String label, IdRuns runs) {
        if (!runs.isEmpty()) {
            add(label, number(runs.ids()) + ": " + runs(runs));
        }
    }

    private void add(String label, String value) {
        lines.add("  %-18s%s".formatted(label, value));
    }

    private void finding(String what, IdRuns runs) {
        if (!runs.isEmpty()) {
            lines.add("  ! " + what + ": " + number(runs.ids()) + ": " + runs(runs));
        }
    }
}
