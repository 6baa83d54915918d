#pragma once

#include "core/measure/comparison.h"
#include "core/store/livedata.h"
#include "ui/text.h"

#include <QWidget>

namespace feedscope {

struct Figure;

/// The answer in one glance: mean Lag of push at the left end and of polling at the right, a sentence
/// between.
class Headline : public QWidget
{
    Q_OBJECT
public:
    explicit Headline(QWidget *parent = nullptr);

    /// `pollInterval` is the one in force, 0: none. `sentence` and `reason` are plain text; while there is no
    /// result they say why.
    void show(const LiveData &live, const QString &sentence, const QString &reason, Ns pollInterval);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct End
    {
        Text *figure;
        Text *lane;
    };

    End makeEnd(Qt::Alignment side);
    void showEnd(const End &end, const LiveData &live, Ns interval);
    void keepRoom();

    End m_push;
    End m_poll;
    Text *m_sentence;
    Text *m_reason;
};

/// "WebSocket", "HTTP every 1.0 s": what a lane is, in the reader's words.
QString laneWords(const QString &laneName, Ns interval);

} // namespace feedscope
