#include "core/infer/inference.h"
#include "tests/gui/windowstage.h"
#include "ui/connectdialog.h"
#include "ui/language.h"
#include "ui/membermodel.h"
#include "ui/proposaldialog.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace feedscope;
using infer::Inference;
using infer::Role;

Q_DECLARE_METATYPE(feedscope::infer::Role)

namespace {

/// A feed with two kinds of messages, markup among its texts, and two numbers that could be the value.
void observe(Inference &inference, int from = 0)
{
    for (int i = from; i < from + 6; ++i) {
        inference.observe(
            QStringLiteral(
                R"({"type":"tick","symbol":"%1","price":%2,"level":%3,"note":"<b>bold</b>","ts":%4})")
                .arg(i % 2 == 0 ? u"BTC-USD"_s : u"ETH-USD"_s)
                .arg(100.5 + i)
                .arg(3 + i % 3)
                .arg(1'748'000'000'123 + i * 1'000LL)
                .toUtf8(),
            false);
        inference.observe(R"({"type":"heartbeat"})", false);
    }
}

int rowOf(const QTableView &table, const QString &path)
{
    for (int row = 0; row < table.model()->rowCount(); ++row)
        if (table.model()->index(row, MemberModel::PathColumn).data().toString() == path)
            return row;
    return -1;
}

QString roleOf(const QTableView &table, const QString &path)
{
    return table.model()->index(rowOf(table, path), MemberModel::RoleColumn).data().toString();
}

/// The dialog with an inference behind it, wired as in the program, but without a network.
struct Dialog
{
    Inference inference;
    ProposalDialog dialog;
    QTableView *table = dialog.findChild<QTableView *>();
    QComboBox *kinds = dialog.findChild<QComboBox *>();

    Dialog()
    {
        observe(inference);
        QObject::connect(&dialog, &ProposalDialog::roleChosen, &dialog,
                         [this](const QString &rule, const QString &path, Role role) {
                             inference.choose(rule.toStdString(), path.toStdString(), role);
                             renew();
                         });
        renew();
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog, 30'000));
    }
    void renew() { dialog.setProposal(inference.propose(1.748e12), u"feed.example.org"_s); }

    /// As a hand does it: a click on the role's cell, and an entry of the list that opens.
    void pick(const QString &path, Role role)
    {
        const QModelIndex cell = table->model()->index(rowOf(*table, path), MemberModel::RoleColumn);
        table->scrollTo(cell);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(cell).center());
        const auto box = [this] { return table->viewport()->findChild<QComboBox *>(); };
        QTRY_VERIFY_WITH_TIMEOUT(box() != nullptr && box()->view()->isVisible(), 30'000);
        QAbstractItemView *list = box()->view();
        const QModelIndex entry = box()->model()->index(box()->findData(static_cast<int>(role)), 0);
        list->scrollTo(entry);
        list->setCurrentIndex(entry);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(box() == nullptr || !box()->isVisible(), 30'000);
    }
    QPushButton *button(const QString &text)
    {
        for (QPushButton *candidate : dialog.findChildren<QPushButton *>())
            if (candidate->text() == text)
                return candidate;
        return nullptr;
    }
};

} // namespace

/// "What this feed says": what is proposed is shown with its confidence, a click corrects it, and nothing of
/// the feed's text is taken for markup.
class TestProposal : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatIsProposed();
    void aClickGivesARole();
    void anotherKindOfMessageCanBeLookedAt();
    void theTableStaysWhileMessagesCome();
    void buttonsSayWhatIsWanted();
    void anEmptyFeedSaysWhatToDo();
    void textsHaveRoom_data();
    void textsHaveRoom();
    void connectDialogLeadsBack();
};

void TestProposal::showsWhatIsProposed()
{
    Dialog d;
    QCOMPARE(roleOf(*d.table, u"/symbol"_s), u"Series"_s);
    QCOMPARE(roleOf(*d.table, u"/price"_s), u"Value"_s);
    QCOMPARE(roleOf(*d.table, u"/ts"_s), u"Time"_s);
    const QModelIndex confidence =
        d.table->model()->index(rowOf(*d.table, u"/price"_s), MemberModel::ConfidenceColumn);
    QVERIFY(confidence.data().toString().contains(u'%'));
    QVERIFY(confidence.data(MemberModel::ConfidenceRole).toDouble() >= infer::confident);
    const QModelIndex note = d.table->model()->index(rowOf(*d.table, u"/note"_s), MemberModel::LastColumn);
    QCOMPARE(note.data().toString(), u"<b>bold</b>"_s);
    QVERIFY(!Qt::mightBeRichText(note.data(Qt::ToolTipRole).toString()) ||
            note.data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"_s));
}

void TestProposal::aClickGivesARole()
{
    Dialog d;
    QSignalSpy chosen(&d.dialog, &ProposalDialog::roleChosen);
    d.pick(u"/level"_s, Role::Value);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(roleOf(*d.table, u"/level"_s), u"Value"_s);
    QVERIFY(roleOf(*d.table, u"/price"_s) != u"Value"_s);
    d.pick(u"/ts"_s, Role::None);
    QCOMPARE(roleOf(*d.table, u"/ts"_s), QString());
}

void TestProposal::anotherKindOfMessageCanBeLookedAt()
{
    Dialog d;
    QCOMPARE(d.kinds->count(), 2);
    QVERIFY(d.kinds->currentText().startsWith(u"tick"_s));
    d.kinds->setFocus();
    QTest::keyClick(d.kinds, d.kinds->currentIndex() == 0 ? Qt::Key_Down : Qt::Key_Up);
    QVERIFY(d.kinds->currentText().startsWith(u"heartbeat"_s));
    QCOMPARE(d.table->model()->rowCount(), 1);
    observe(d.inference, 6);
    d.renew(); // the kind that is looked at stays
    QVERIFY(d.kinds->currentText().startsWith(u"heartbeat"_s));
}

void TestProposal::theTableStaysWhileMessagesCome()
{
    Dialog d;
    QSignalSpy reset(d.table->model(), &QAbstractItemModel::modelReset);
    const int row = rowOf(*d.table, u"/price"_s);
    const QString before = d.table->model()->index(row, MemberModel::LastColumn).data().toString();
    observe(d.inference, 6);
    d.renew();
    QCOMPARE(reset.size(), 0);
    QVERIFY(d.table->model()->index(row, MemberModel::LastColumn).data().toString() != before);
}

void TestProposal::buttonsSayWhatIsWanted()
{
    Dialog d;
    QSignalSpy apply(&d.dialog, &ProposalDialog::applyWanted);
    QSignalSpy save(&d.dialog, &ProposalDialog::saveWanted);
    QSignalSpy forget(&d.dialog, &ProposalDialog::choicesForgotten);
    QSignalSpy closed(&d.dialog, &ProposalDialog::closed);
    QTest::mouseClick(d.button(u"Apply"_s), Qt::LeftButton);
    QTest::mouseClick(d.button(u"Save as profile…"_s), Qt::LeftButton);
    QTest::mouseClick(d.button(u"Forget my choices"_s), Qt::LeftButton);
    QCOMPARE(apply.size() + save.size() + forget.size(), 3);
    d.dialog.setApplied(true);
    QVERIFY(!d.button(u"Applied"_s)->isEnabled());
    QTest::mouseClick(d.button(u"Close"_s), Qt::LeftButton);
    QCOMPARE(closed.size(), 1);
}

void TestProposal::anEmptyFeedSaysWhatToDo()
{
    ProposalDialog dialog;
    dialog.setProposal({}, u"h"_s);
    dialog.show();
    QStringList texts;
    for (const auto &[widget, text] : textsOf(&dialog))
        texts.append(text);
    QVERIFY(texts.join(u'\n').contains(u"Send on connect"_s));
    for (QPushButton *button : dialog.findChildren<QPushButton *>())
        QVERIFY(button->isEnabled() ==
                (button->text() == u"Close"_s || button->text() == u"Forget my choices"_s));
}

void TestProposal::textsHaveRoom_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("en") << u"en"_s;
    QTest::newRow("ru") << u"ru"_s;
}

void TestProposal::textsHaveRoom()
{
    QFETCH(QString, language);
    Language spoken;
    spoken.set(language);
    Dialog d;
    for (const auto &[widget, text] : textsOf(&d.dialog))
        QVERIFY2(cut(widget).isEmpty(), qPrintable(cut(widget)));
    QVERIFY(d.dialog.width() <= 1280 && d.dialog.height() <= 800);
    spoken.set(u"en"_s);
}

void TestProposal::connectDialogLeadsBack()
{
    Stage stage;
    auto *connecting = stage.window->findChild<ConnectDialog *>();
    QSignalSpy wanted(stage.window.get(), &MainWindow::proposalWanted);
    stage.window->setProposalAvailable(true);
    stage.window->openConnectDialog();
    QPushButton *lead = nullptr;
    for (QPushButton *button : connecting->findChildren<QPushButton *>())
        if (button->text() == u"What this feed says…"_s)
            lead = button;
    QVERIFY(lead && lead->isVisible());
    QTest::mouseClick(lead, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
}

QTEST_MAIN(TestProposal)
#include "test_proposal.moc"
