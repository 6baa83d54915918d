#include "app/proposalhost.h"

#include "app/ownfeed.h"
#include "ui/mainwindow.h"
#include "ui/proposaldialog.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

#include <QPointer>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr int renewEveryMs = 500;
constexpr qsizetype updatesShown = 5;

/// The series and its value first: the rest may be cut by the box that shows it.
QString lineOf(const Update &update)
{
    const auto rank = [](const NamedValue &field) {
        return field.name == "symbol" ? 0 : field.name == "price" || field.name == "text" ? 1 : 2;
    };
    std::vector<NamedValue> fields(update.fields.begin(), update.fields.end());
    std::ranges::stable_sort(fields, {}, rank);
    std::string text(update.kind);
    for (const NamedValue &field : fields)
        if (field.value.hasContent())
            (((text += "  ") += field.name) += '=') += field.value.text().substr(0, 60);
    return QString::fromStdString(text);
}

} // namespace

ProposalHost::ProposalHost(MainWindow &window, Session &session, SecretStore &secrets)
    : m_window(window)
    , m_session(session)
    , m_secrets(secrets)
{
    ProposalDialog &dialog = m_window.proposal();
    m_renew.setSingleShot(true);
    connect(&m_renew, &QTimer::timeout, this, &ProposalHost::refresh);
    connect(&m_window, &MainWindow::proposalWanted, this, &ProposalHost::reopen);
    connect(&dialog, &ProposalDialog::roleChosen, this,
            [this](const QString &rule, const QString &path, infer::Role role) {
                m_watch->inference().choose(rule.toStdString(), path.toStdString(), role);
                refresh();
            });
    connect(&dialog, &ProposalDialog::choicesForgotten, this, [this] {
        m_watch->inference().forgetChoices();
        m_window.proposal().setApplied(false);
        refresh();
    });
    connect(&dialog, &ProposalDialog::applyWanted, this, [this] {
        const QString error = start();
        m_window.proposal().say(error.isEmpty()
                                    ? QCoreApplication::translate(
                                          "feedscope", "The feed was opened anew and is read like this now.")
                                    : error);
        m_window.frameClock().wake();
    });
    connect(&dialog, &ProposalDialog::saveWanted, this, &ProposalHost::save);
    connect(&dialog, &ProposalDialog::closed, this, [this] {
        if (m_watch && m_running)
            m_watch->stop();
    });
}

void ProposalHost::watch(const SessionPlan &plan, const QString &name, const QJsonObject &saved,
                         Replan replan)
{
    m_plan = plan;
    m_name = name;
    m_saved = saved;
    m_replan = std::move(replan);
    m_running = false;
    m_watch = std::make_unique<FeedWatch>(plan);
    m_watch->setSliding(true);
    connect(m_watch.get(), &FeedWatch::changed, this, [this] {
        if (!m_renew.isActive() && m_window.proposal().isVisible())
            m_renew.start(renewEveryMs);
    });
    connect(m_watch.get(), &FeedWatch::settled, this, &ProposalHost::settle);
    m_window.proposal().setApplied(false);
    m_window.proposal().say(QCoreApplication::translate(
        "feedscope", "Nobody has said how this feed is read: its first messages are watched over a "
                     "connection of their own, which ends with this window."));
    m_window.setProposalAvailable(true);
    m_watch->start();
    // From the event loop, when the window that it belongs to is there.
    QMetaObject::invokeMethod(this, &ProposalHost::reopen, Qt::QueuedConnection);
}

void ProposalHost::forget()
{
    m_window.proposal().hide();
    m_window.setProposalAvailable(false);
    m_watch.reset();
}

void ProposalHost::reopen()
{
    if (!m_watch)
        return;
    if (m_running)
        m_watch->start();
    refresh();
    m_window.proposal().show();
    m_window.proposal().raise();
}

/// Looking at everything takes milliseconds; where it takes longer it is done less often.
void ProposalHost::refresh()
{
    if (!m_watch)
        return;
    QElapsedTimer timer;
    timer.start();
    m_window.proposal().setProposal(m_watch->proposal(), m_name);
    m_window.proposal().setUpdates(updates(profile()));
    m_renew.setInterval(std::max<int>(renewEveryMs, static_cast<int>(timer.elapsed() * 10)));
}

std::shared_ptr<const Profile> ProposalHost::profile() const
{
    return parseProfile(QJsonDocument(m_watch->profile(m_name)).toJson()).profile;
}

/// The newest messages as they are read now: what a choice changes is seen at once.
QStringList ProposalHost::updates(const std::shared_ptr<const Profile> &profile) const
{
    QStringList lines;
    if (!profile)
        return lines;
    Decoder decoder(profile,
                    profile->routeOf(m_watch->laneName(), profile->isPoll() ? Side::Poll : Side::Push));
    for (const Message &message : m_watch->recent())
        decoder.decode({message.payload.constData(), static_cast<std::size_t>(message.payload.size())},
                       message.binary, [&](const Update &update) {
                           if (update.talk)
                               return;
                           lines.append(lineOf(update));
                           if (lines.size() > updatesShown)
                               lines.removeFirst();
                       });
    return lines;
}

/// What is known is used; what is not leaves the feed to the usual names, and says so.
void ProposalHost::settle()
{
    if (m_running)
        return;
    const infer::Proposal proposal = m_watch->proposal();
    refresh();
    QString error;
    if (proposal.stands()) {
        error = start();
    } else {
        m_running = true;
        error = m_session.start(m_plan);
        if (error.isEmpty())
            error = m_watch->problem().isEmpty() ? proposal.summary() : m_watch->problem();
    }
    m_window.say(error);
    m_window.frameClock().wake();
    if (!m_window.proposal().isVisible())
        m_watch->stop();
}

QString ProposalHost::start()
{
    const PlanResult planned = m_replan(profile());
    QString error = planned.error;
    if (error.isEmpty())
        error = m_session.start(planned.plan);
    m_running = m_running || error.isEmpty();
    m_window.proposal().setApplied(error.isEmpty());
    return error;
}

void ProposalHost::save()
{
    QJsonObject profile = m_watch->profile(m_name);
    for (auto it = m_saved.begin(); it != m_saved.end(); ++it)
        profile[it.key()] = it.value();
    saveProfile(profile, m_secrets, [there = QPointer(&m_window.proposal())](const QString &sentence) {
        if (there)
            there->say(sentence);
    });
}

} // namespace feedscope
